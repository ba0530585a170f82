/** What a cluster holds, under the names that the golden files have for it. */

import { type KubernetesClient, field, items } from "../../toolchain/kubernetes";
import { goldenOf } from "../engine/golden";

/** What the golden file of an environment lists, as far as an API server keeps it as it is. */
export function goldenObjects(environment: string): unknown[] {
  const text = JSON.stringify({ items: Object.values(goldenOf(environment)) });
  return underPlainNames(items(JSON.parse(text, kept)));
}

/** Empty lists are dropped, and `stringData` becomes `data`. */
function kept(key: string, value: unknown): unknown {
  const isEmpty = Array.isArray(value) && value.length === 0;
  return isEmpty || key === "stringData" ? undefined : value;
}

/** Such as `Service skywalking-oap`. */
export const titleOf = (object: unknown): string =>
  `${String(field(object, "kind"))} ${nameOf(object)}`;

export const nameOf = (object: unknown): string => String(field(object, "metadata", "name"));

/** Kinds that Kubernetes writes by itself, without an owner. */
const RECORDS = ["Event", "Endpoints", "Lease"];

/** A cluster, every kind of its objects. */
export class Live {
  private kinds: Promise<Kind[]> | undefined;

  constructor(private readonly client: KubernetesClient) {}

  /** Objects of a namespace that no other object has made, under plain names. */
  async objectsIn(namespace: string): Promise<unknown[]> {
    const all = await this.everythingIn(namespace);
    return underPlainNames(all.filter((object) => !isOwned(object)));
  }

  /** Every object of a namespace with its version: whatever has not changed has the same one. */
  async versionsIn(namespace: string): Promise<string[]> {
    const all = await this.everythingIn(namespace);
    const version = (object: unknown) => String(field(object, "metadata", "resourceVersion"));
    return all.map((object) => `${titleOf(object)} ${version(object)}`).sort();
  }

  /** Titles of all objects with a label, wherever they are. */
  async labelled(label: string): Promise<string[]> {
    const lists = (await this.everyKind()).map(({ path }) => this.list(path(), label));
    return (await Promise.all(lists)).flat().map(titleOf).sort();
  }

  /** The objects of a collection, such as `/api/v1/namespaces`. */
  async list(path: string, label = ""): Promise<unknown[]> {
    const list = await this.client.get(`${path}?labelSelector=${encodeURIComponent(label)}`);
    const [apiVersion, kind] = ["apiVersion", "kind"].map((key) => String(field(list, key)));
    const type = { apiVersion, kind: kind?.replace(/List$/, "") };
    return items(list).map((object): unknown => Object.assign({ ...type }, object));
  }

  private async everythingIn(namespace: string): Promise<unknown[]> {
    const kinds = (await this.everyKind()).filter(({ isNamespaced }) => isNamespaced);
    const lists = kinds.map(({ path }) => this.list(path(`/namespaces/${namespace}`)));
    return (await Promise.all(lists)).flat();
  }

  private everyKind(): Promise<Kind[]> {
    this.kinds ??= this.discover();
    return this.kinds;
  }

  private async discover(): Promise<Kind[]> {
    const groups = items({ items: field(await this.client.get("/apis"), "groups") });
    const versions = groups.map((group) =>
      String(field(group, "preferredVersion", "groupVersion")),
    );
    const roots = ["/api/v1", ...versions.map((version) => `/apis/${version}`)];
    return (await Promise.all(roots.map((root) => this.kindsAt(root)))).flat();
  }

  private async kindsAt(root: string): Promise<Kind[]> {
    const resources = items({ items: field(await this.client.get(root), "resources") });
    return resources
      .filter((one) => items({ items: field(one, "verbs") }).includes("list"))
      .filter((one) => !RECORDS.includes(String(field(one, "kind"))))
      .map((one) => ({
        path: (place = "") => `${root}${place}/${String(field(one, "name"))}`,
        isNamespaced: field(one, "namespaced") === true,
      }));
  }
}

/** A collection of the API. */
interface Kind {
  /** @param place such as `/namespaces/tracing`; absent: everywhere */
  path: (place?: string) => string;
  isNamespaced: boolean;
}

/** Whether another object has made it, and takes it along when it goes. */
const isOwned = (object: unknown) => field(object, "metadata", "ownerReferences") !== undefined;

/** Objects where random and computed ends of names are gone, wherever they stand. */
function underPlainNames(objects: readonly unknown[]): unknown[] {
  const text = objects.filter(hasEnd).reduce(
    (before: string, object) => {
      const name = nameOf(object);
      return before.replaceAll(name, name.replace(/-[a-z0-9]{8}$/, ""));
    },
    JSON.stringify({ items: objects }),
  );
  return items(JSON.parse(text));
}

/** Whether Pulumi has named it at random, or its name follows from what it holds. */
const hasEnd = (object: unknown) =>
  field(object, "kind") === "Job" ||
  field(object, "metadata", "annotations", "pulumi.com/autonamed") === "true";
