/** A manifest or a part of one: shapes differ by kind, and what is missing is undefined. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest of any kind
export type Manifest = any;

/** What Pulumi knows about an object; YAML knows nothing of it. */
export interface PulumiResource {
  readonly urn: string;
  /** Such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Name in the program. */
  readonly name: string;
  readonly protect: boolean;
  /** Undefined where the source does not tell. */
  readonly retainOnDelete?: boolean;
  /** `<urn>::<id>` of its provider; undefined where the source does not tell. */
  readonly provider?: string;
  /** Paths of a Secret's values that the state keeps in the clear; undefined where the source does not tell. */
  readonly openSecrets?: readonly string[];
  /** URNs of what must be there first. */
  readonly dependencies: readonly string[];
}

/** One object of a stack. */
export interface KubernetesObject {
  /** `Deployment oap`: what it is called in a message; always known. */
  readonly title: string;
  readonly kind: string;
  /** With `apiVersion` and `kind`; whoever reads a value that is not known yet stops with `Undecided`. */
  readonly manifest: Manifest;
  readonly pulumi?: PulumiResource;
}

/** Pods that an object makes. */
export interface Pod {
  readonly metadata: Manifest;
  readonly spec: Manifest;
  /** A Job's pod ends. */
  readonly kind: "stays" | "ends";
  /** An operator completes what is written here: what is missing is not wrong. */
  readonly isOperated: boolean;
  /** How many, as written; an autoscaler may decide otherwise. */
  readonly replicas: number;
}

export interface Container {
  /** `container oap`, `init container truststore`, `sidecar proxy`, `ephemeral container debug`. */
  readonly title: string;
  /** A sidecar is an init container that stays: `restartPolicy: Always`. */
  readonly role: "main" | "init" | "sidecar" | "ephemeral";
  readonly spec: Manifest;
}

/** Kinds that keep a number of equal pods alive. */
export const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] as const;

/** A list that may be missing. */
export function list(items: Manifest): Manifest[] {
  return items ?? [];
}

/** Name in the cluster; undefined where the API server chooses it. */
export function nameOf({ manifest }: KubernetesObject): string | undefined {
  return manifest.metadata?.name;
}

/** Undefined for an object of the whole cluster, or where the namespace is left to the caller. */
export function namespaceOf({ manifest }: KubernetesObject): string | undefined {
  return manifest.metadata?.namespace;
}

export function annotationsOf({ manifest }: KubernetesObject): Readonly<Record<string, string>> {
  return manifest.metadata?.annotations ?? {};
}

/** Every pod that the object makes, those of the ECK operator included. */
export function podsOf({ manifest }: KubernetesObject): Pod[] {
  return podsIn(manifest);
}

/** Every pod that a manifest makes. */
export function podsIn(manifest: Manifest): Pod[] {
  const { kind, spec } = manifest;
  switch (kind) {
    case "Pod":
      return [pod(manifest, { kind: spec?.restartPolicy === "Never" ? "ends" : "stays" })];
    case "PodTemplate":
      return [pod(manifest.template, {})];
    case "Deployment":
    case "StatefulSet":
    case "ReplicaSet":
    case "ReplicationController":
      return [pod(spec.template, { replicas: spec.replicas ?? 1 })];
    case "DaemonSet":
      return [pod(spec.template, {})];
    case "Job":
      return [pod(spec.template, { kind: "ends" })];
    case "CronJob":
      return [pod(spec.jobTemplate.spec.template, { kind: "ends" })];
    case "Elasticsearch":
      return list(spec.nodeSets).map(({ count, podTemplate }) =>
        pod(podTemplate, { replicas: count ?? 1, isOperated: true }),
      );
    default:
      return [];
  }
}

/** Every container of a pod, whenever it runs. */
export function containersOf({ spec }: Pod): Container[] {
  return [
    ...list(spec.initContainers).map((one) =>
      one.restartPolicy === "Always"
        ? container("sidecar", "sidecar", one)
        : container("init", "init container", one),
    ),
    ...list(spec.containers).map((one) => container("main", "container", one)),
    ...list(spec.ephemeralContainers).map((one) =>
      container("ephemeral", "ephemeral container", one),
    ),
  ];
}

/** Every container of every pod that the object makes, each with its pod. */
export function containersIn(object: KubernetesObject): (Container & { pod: Pod })[] {
  return podsOf(object).flatMap((pod) => containersOf(pod).map((one) => ({ ...one, pod })));
}

/** Whether labels match a label selector, as the API server would say. */
export function selects(selector: Manifest, labels: Manifest): boolean {
  const { matchLabels = {}, matchExpressions } = selector ?? {};
  return (
    Object.entries(matchLabels ?? {}).every(([label, value]) => labels?.[label] === value) &&
    list(matchExpressions).every((expression) => satisfies(expression, labels))
  );
}

function satisfies({ key, operator, values }: Manifest, labels: Manifest): boolean {
  const value = labels?.[key];
  switch (operator) {
    case "In":
      return value !== undefined && list(values).includes(value);
    case "NotIn":
      return value === undefined || !list(values).includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

function pod(template: Manifest, about: Partial<Omit<Pod, "metadata" | "spec">>): Pod {
  const { metadata = {}, spec = {} } = template ?? {};
  return { kind: "stays", isOperated: false, replicas: 1, ...about, metadata, spec };
}

function container(role: Container["role"], word: string, spec: Manifest): Container {
  return { role, title: `${word} ${nameIn(spec)}`, spec };
}

/** A container whose name is not known yet is still worth a look. */
function nameIn(spec: Manifest): string {
  try {
    return String(spec.name);
  } catch {
    return "whose name is not known yet";
  }
}
