import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "./kit/refusal";
import { secretNameOf } from "./kit/secret-name";
import type { Cpu, Disk, Memory, Resources } from "./kit/size";

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** What all pods of the namespace together may ask for and use. */
export interface Quota {
  requestsCpu: Cpu;
  requestsMemory: Memory;
  limitsCpu: Cpu;
  limitsMemory: Memory;
  pods: number;
  /** Claims for volumes, and the sum of their sizes. @default as many as they like */
  volumes?: { count: number; size: Disk };
}

/** A namespace that is made for the platform, closed in every way that is not opened. */
export interface CreatedNamespace {
  kind?: "created";
  /** Name of the namespace. */
  name: string;
  /** What pods may do at most; less than `restricted` is warned about. @default "restricted" */
  podSecurity?: PodSecurityLevel;
  /** @default none */
  quota?: Quota;
  /** For containers that say nothing themselves. @default 100m and 128Mi, up to 1 CPU and 512Mi */
  defaults?: Resources;
  /** Content of a `~/.docker/config.json` with the registries to pull from. @default none */
  pullSecret?: { dockerConfigJson: pulumi.Input<string> };
}

/**
 * A namespace that someone else keeps. Others may live there, so it gets no rules for all its pods:
 * only the pull Secret. With neither, the component is an empty folder.
 */
export type ExistingNamespace = Pick<CreatedNamespace, "name" | "pullSecret"> & {
  kind: "existing";
};

export type TracingNamespaceArgs = CreatedNamespace | ExistingNamespace;

const DEFAULTS = {
  podSecurity: "restricted",
  defaults: {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  },
} as const satisfies Partial<CreatedNamespace>;

/** Checks of this Kubernetes version are enforced, so that an upgrade refuses no running pod. */
const POD_SECURITY_VERSION = "v1.34";

const LABELS = {
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};

/**
 * Where a platform lives: a Namespace with its Pod Security level, a NetworkPolicy that denies all,
 * default resources and, when asked for, a quota and a pull Secret; or one that is there already.
 *
 * Deleting a created namespace deletes the volumes in it.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 * @example new TracingNamespace("tracing", { name: "tracing" });
 */
export class TracingNamespace extends pulumi.ComponentResource {
  /** Name of the namespace; whoever reads it waits until the namespace is there. */
  readonly name: pulumi.Output<string>;
  /** Names of the pull Secrets in it, for `Images`. */
  readonly pullSecrets: pulumi.Output<string>[];

  constructor(name: string, args: TracingNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`TracingNamespace "${name}"`, [
      (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(args.name) && !isReserved(args)) || {
        field: "name",
        got: args.name,
        want: "a namespace of its own: lower-case letters, digits and -, 63 at most",
      },
      ...quotaChecks(args),
    ]);
    super("kube-tracing:index:TracingNamespace", name, withSecretConfig(args), opts);

    this.name = args.kind === "existing" ? pulumi.output(args.name) : this.created(name, args);
    this.pullSecrets = args.pullSecret ? [this.pullSecret(name, args.pullSecret)] : [];
    this.registerOutputs({ name: this.name, pullSecrets: this.pullSecrets });
  }

  private created(name: string, args: CreatedNamespace) {
    const { podSecurity, quota, defaults } = { ...DEFAULTS, ...args };
    const labels = { ...LABELS, ...podSecurityLabels(podSecurity) };
    const child = { parent: this };
    const made = new k8s.core.v1.Namespace(name, { metadata: { name: args.name, labels } }, child);

    const namespace = made.metadata.name;
    const named = (object: string) => ({ name: object, namespace, labels: LABELS });
    new k8s.networking.v1.NetworkPolicy(
      name,
      {
        metadata: named("default-deny"),
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      },
      child,
    );
    new k8s.core.v1.LimitRange(
      name,
      { metadata: named("defaults"), spec: { limits: [limitsOf(defaults)] } },
      child,
    );
    if (quota !== undefined)
      new k8s.core.v1.ResourceQuota(
        name,
        { metadata: named("quota"), spec: { hard: hardOf(quota) } },
        child,
      );
    return namespace;
  }

  private pullSecret(
    name: string,
    { dockerConfigJson }: { dockerConfigJson: pulumi.Input<string> },
  ) {
    const secret = new k8s.core.v1.Secret(
      `${name}-pull`,
      {
        metadata: { namespace: this.name, labels: LABELS },
        type: "kubernetes.io/dockerconfigjson",
        stringData: { ".dockerconfigjson": dockerConfigJson },
      },
      { parent: this },
    );
    return secretNameOf(secret);
  }
}

/** Namespaces of the cluster itself; only in `default` others may be guests. */
function isReserved({ kind, name }: TracingNamespaceArgs) {
  return name.startsWith("kube-") || (name === "default" && kind !== "existing");
}

function quotaChecks(args: TracingNamespaceArgs) {
  if (args.kind === "existing" || args.quota === undefined) return [];
  const { pods, volumes } = args.quota;
  const isCount = (count: number, least: number) => Number.isInteger(count) && count >= least;
  return [
    isCount(pods, 1) || { field: "quota.pods", got: pods, want: "a whole number, 1 or more" },
    volumes === undefined ||
      isCount(volumes.count, 0) || {
        field: "quota.volumes.count",
        got: volumes.count,
        want: "a whole number, 0 or more",
      },
  ];
}

/** Enforced is the level; told of is all that `restricted` of the newest version would refuse. */
function podSecurityLabels(level: PodSecurityLevel) {
  const prefix = "pod-security.kubernetes.io";
  return {
    [`${prefix}/enforce`]: level,
    [`${prefix}/enforce-version`]: POD_SECURITY_VERSION,
    [`${prefix}/warn`]: "restricted",
    [`${prefix}/warn-version`]: "latest",
    [`${prefix}/audit`]: "restricted",
    [`${prefix}/audit-version`]: "latest",
  };
}

function limitsOf({ requests, limits }: Resources) {
  return { type: "Container", defaultRequest: requests, default: limits };
}

function hardOf({ volumes, ...quota }: Quota) {
  return {
    "requests.cpu": quota.requestsCpu,
    "requests.memory": quota.requestsMemory,
    "limits.cpu": quota.limitsCpu,
    "limits.memory": quota.limitsMemory,
    pods: `${quota.pods}`,
    ...(volumes === undefined
      ? {}
      : { persistentvolumeclaims: `${volumes.count}`, "requests.storage": volumes.size }),
  };
}

/** Arguments stand in the state of the component too; passwords there are encrypted. */
function withSecretConfig(args: TracingNamespaceArgs): TracingNamespaceArgs {
  if (args.pullSecret === undefined) return args;
  return {
    ...args,
    pullSecret: { dockerConfigJson: pulumi.secret(args.pullSecret.dockerConfigJson) },
  };
}
