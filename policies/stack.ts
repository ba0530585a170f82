import {
  type KubernetesObject,
  type Manifest,
  nameOf,
  namespaceOf,
  type Pod,
  podsOf,
  selects,
} from "./objects";
import { attempt } from "./rule";
import { readable, Undecided, UNKNOWN } from "./unknown";

/** A pod with the object that makes it. */
export interface OwnedPod extends Pod {
  readonly of: KubernetesObject;
}

/** All objects that are deployed together. */
export interface Stack {
  readonly objects: readonly KubernetesObject[];
  /** Objects of these kinds, whatever the version of their API. */
  ofKind(...kinds: string[]): readonly KubernetesObject[];
  /**
   * The object of a kind with this name, in the namespace when one is given.
   *
   * @throws Undecided when there is none yet, and one of that kind whose name is not known
   */
  find(kind: string, name: string, namespace?: string): KubernetesObject | undefined;
  /** Every pod that the objects make, as far as they are known. */
  readonly pods: readonly OwnedPod[];
  /**
   * Pods of a namespace that a label selector matches; an empty selector matches all.
   *
   * @throws Undecided when there is none yet, and one whose labels are not known
   */
  selected(selector: Manifest, namespace: string | undefined): readonly OwnedPod[];
}

/** A manifest as an object of a stack. Values that are not known yet are `UNKNOWN` in it. */
export function objectOf(
  manifest: Manifest,
  pulumi?: KubernetesObject["pulumi"],
): KubernetesObject {
  const kind = String(manifest.kind);
  const { name } = manifest.metadata ?? {};
  const title = `${kind} ${typeof name === "string" ? name : (pulumi?.name ?? "without a name")}`;
  return { title, kind, manifest: readable(manifest), ...(pulumi === undefined ? {} : { pulumi }) };
}

/** Puts objects together; every question is answered once. */
export function stackOf(objects: readonly KubernetesObject[]): Stack {
  const byKind = grouped(objects, ({ kind }) => kind);
  const named = new Map(
    [...byKind].map(([kind, all]) => [kind, once(() => groupedIfKnown(all, nameOf))]),
  );
  const ofKind = (...kinds: string[]) => kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const pods = once(() =>
    known(objects, (of) => podsOf(of).map((pod): OwnedPod => ({ ...pod, of }))),
  );
  const housed = once(() => groupedIfKnown(pods().found, ({ of }) => namespaceOf(of)));
  return {
    objects,
    ofKind,
    find: (kind, name, namespace) =>
      decided(
        known(candidates(named.get(kind)?.(), name), (object) => {
          const isThere = namespace === undefined || namespaceOf(object) === namespace;
          return isThere && nameOf(object) === name ? [object] : [];
        }),
      )[0],
    get pods() {
      return pods().found;
    },
    selected: (selector, namespace) => {
      const { found, unknown } = known(candidates(housed(), namespace), (pod) =>
        namespaceOf(pod.of) === namespace && selects(selector, pod.metadata.labels) ? [pod] : [],
      );
      return decided({ found, unknown: unknown ?? pods().unknown });
    },
  };
}

type Groups<T> = ReadonlyMap<string | undefined | typeof UNKNOWN, readonly T[]>;

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Groups by something that is not known yet of every item. */
function groupedIfKnown<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Groups<T> {
  return grouped(items, (item) => {
    const key = attempt(() => keyOf(item));
    return key instanceof Undecided ? UNKNOWN : key;
  });
}

/** The group of a key, and the items that may belong to it. */
function candidates<T>(groups: Groups<T> | undefined, key: string | undefined): readonly T[] {
  return [...(groups?.get(key) ?? []), ...(groups?.get(UNKNOWN) ?? [])];
}

/** What was found, and why there may be more. */
interface Known<T> {
  readonly found: readonly T[];
  readonly unknown: Undecided | undefined;
}

/** Looks at each item; one that cannot be decided does not hide what is found in the others. */
function known<A, B>(items: readonly A[], look: (item: A) => readonly B[]): Known<B> {
  let unknown: Undecided | undefined;
  const found = items.flatMap((item) => {
    try {
      return look(item);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      unknown = error;
      return [];
    }
  });
  return { found, unknown };
}

/** Nothing found decides only where everything is known. */
function decided<T>({ found, unknown }: Known<T>): readonly T[] {
  if (found.length === 0 && unknown !== undefined) throw unknown;
  return found;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
