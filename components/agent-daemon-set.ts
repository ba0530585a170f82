import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AgentDaemonSetArgs } from "./agent-daemon-set/args";
import { daemonSetChecks } from "./agent-daemon-set/checks";
import { callees, policySpec } from "./agent-daemon-set/flows";
import { podSpec } from "./agent-daemon-set/pod";
import { isShared, type Settled, settle } from "./agent-daemon-set/settled";
import { after } from "./kit/after";
import { type AgentAccess, accessOf } from "./kit/agent/access";
import { agentConfig } from "./kit/agent/config";
import { FILE } from "./kit/agent/folders";
import { programPorts } from "./kit/agent/ports";
import { NEW_BEFORE_OLD } from "./kit/availability";
import { admissions, type Endpoint, endpointOf } from "./kit/endpoint";
import { type Labels, labelsFor, type Selector } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { collectorFile } from "./kit/otel/collector-file";
import { kubernetesAttributesRights } from "./kit/otel/kubernetes-attributes";
import { type ListeningPort, served } from "./kit/otel/listening";
import { atPod } from "./kit/otel/settings";
import { METRICS_PORT } from "./kit/otel/telemetry";
import { refuse } from "./kit/refusal";

export type * from "./agent-daemon-set/args";

/** One after the other: what belongs to the node, belongs to one of them. */
const OLD_BEFORE_NEW = {
  type: "RollingUpdate",
  rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
} as const;

/**
 * An agent on each node, in place of Jaeger's, which has ended: an OpenTelemetry Collector that takes what the
 * programs of its node send, so that they need not wait for anything far away, and passes it on in batches.
 * @see https://opentelemetry.io/docs/collector/deployment/agent/
 * @example
 * const agents = new AgentDaemonSet("jaeger-agent", {
 *   namespace: "tracing",
 *   version: "0.159.0",
 *   to: { endpoint: collector.members },
 *   receives: { jaeger: ["thrift_compact", "thrift_binary"] },
 *   callers: [{ kind: "cluster" }],
 * });
 * const env = otlpEnv({ agent: agents.access, service: "shop" });
 */
export class AgentDaemonSet extends pulumi.ComponentResource {
  /** How programs reach the agent of their node: for `otlpEnv` and `jaegerClientEnv`. */
  readonly access: AgentAccess;
  /** Behind the Service, by the name of the port: `grpc-otlp`, `http-otlp`, …; none at ports of nodes. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** Its own metrics, of each pod. */
  readonly metrics: Endpoint;
  /** The Pod Security Standard that its namespace must admit. */
  readonly podSecurity: "restricted" | "privileged";

  constructor(name: string, args: AgentDaemonSetArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    refuse(`AgentDaemonSet "${name}"`, daemonSetChecks(settled));
    super("kube-tracing:index:AgentDaemonSet", name, args, opts);

    const { namespace, version, exposure, podAnnotations } = settled;
    const labels = labelsFor("opentelemetry-agent", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const data = { [FILE]: collectorFile(configOf(name, settled)) };
    const configMap = new k8s.core.v1.ConfigMap(name, { metadata: unnamed, data }, child);
    const template = {
      metadata: {
        labels: { ...labels.labels, ...admissions(callees(settled)) },
        ...(podAnnotations === undefined ? {} : { annotations: podAnnotations }),
      },
      spec: podSpec(settled, {
        account: this.account(settled, metadata),
        configMap: configMap.metadata.name,
      }),
    };
    const isAlone = !isShared(settled);
    const spec = {
      selector: { matchLabels: labels.selector },
      updateStrategy: isAlone ? OLD_BEFORE_NEW : NEW_BEFORE_OLD,
      template,
    };
    const workload = new k8s.apps.v1.DaemonSet(name, { metadata, spec }, child);
    if (exposure.kind !== "hostNetwork") {
      const policy = { metadata, spec: policySpec(labels, settled) };
      new k8s.networking.v1.NetworkPolicy(name, policy, child);
    }

    const own = { ...metadata, name: `${name}-metrics` };
    const { selector } = labels;
    const found = after(selector, [workload]);
    const scraped = { clusterIP: "None", selector: found, ports: served([METRICS_PORT]) };
    const metrics = new k8s.core.v1.Service(own.name, { metadata: own, spec: scraped }, child);
    this.metrics = endpointOf(metrics, { port: METRICS_PORT.port, speaks: "http", selector });
    const front = this.front(settled, metadata, found);
    this.endpoints =
      front === undefined
        ? {}
        : Object.fromEntries(
            programPorts(settled)
              .filter(({ protocol }) => protocol === "TCP")
              .map((port) => [port.name, behind(front, port, labels)]),
          );
    this.access = accessOf(
      front === undefined
        ? { kind: "node" }
        : {
            kind: "service",
            host: pulumi.interpolate`${front.metadata.name}.${front.metadata.namespace}.svc`,
          },
      settled,
    );
    this.podSecurity = isAlone ? "privileged" : "restricted";
    this.registerOutputs({ access: this.access, metrics: this.metrics });
  }

  /** The Service that leads to the agent of the caller's node. */
  private front(settled: Settled, metadata: Metadata, selector: pulumi.Output<Selector>) {
    if (settled.exposure.kind !== "service") return undefined;
    const ports = served(programPorts(settled));
    const spec = { internalTrafficPolicy: "Local", selector, ports };
    return new k8s.core.v1.Service(metadata.name, { metadata, spec }, { parent: this });
  }

  /** The account; its name is known when it has its rights, without which it knows no pods. */
  private account({ kubernetesAttributes }: Settled, metadata: Metadata): pulumi.Output<string> {
    const { name, namespace, labels } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    if (kubernetesAttributes === undefined) return account;
    // Pods of a node are in every namespace, and those of several namespaces may meet there.
    const everywhere = { name: pulumi.interpolate`${namespace}-${name}`, labels };
    const rules = kubernetesAttributesRights({ pods: { kind: "node" }, ...kubernetesAttributes });
    const role = new k8s.rbac.v1.ClusterRole(name, { metadata: everywhere, rules }, child);
    const bound = {
      metadata: everywhere,
      roleRef: {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: role.metadata.name,
      },
      subjects: [{ kind: "ServiceAccount", name: account, namespace }],
    };
    const binding = new k8s.rbac.v1.ClusterRoleBinding(name, bound, child);
    return pulumi.all([account, binding.metadata.name]).apply(([granted]) => granted);
  }
}

function configOf(name: string, settled: Settled) {
  const { kubernetesAttributes, queue } = settled;
  return agentConfig(settled, {
    service: name,
    at: atPod,
    queue,
    ...(kubernetesAttributes === undefined
      ? {}
      : { kubernetes: { pods: { kind: "node" }, ...kubernetesAttributes } }),
  });
}

function behind(front: k8s.core.v1.Service, port: ListeningPort, { selector }: Labels): Endpoint {
  const speaks = port.appProtocol ?? "tcp";
  return endpointOf(front, { port: port.port, speaks, selector });
}
