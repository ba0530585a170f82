import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { NEW_BEFORE_OLD, disruptionBudget, spread } from "./kit/availability";
import { type Endpoint, admissions } from "./kit/endpoint";
import { type Labels, labelsFor, type Selector } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { collectorFile, pipelineChecks } from "./kit/otel/collector-file";
import { served } from "./kit/otel/listening";
import { METRICS_PORT } from "./kit/otel/telemetry";
import { refuse } from "./kit/refusal";
import { autoscaler, replicasOf } from "./kit/scale";
import { secretNameOf } from "./kit/secret-name";
import { certificateObject, secretOf } from "./kit/tls";
import { accessOf, grantsOf } from "./otel-collector/access";
import type { OtelCollectorArgs } from "./otel-collector/args";
import { collectorChecks } from "./otel-collector/checks";
import { collectorConfig } from "./otel-collector/config";
import { endpointsOf } from "./otel-collector/endpoints";
import { policySpec } from "./otel-collector/flows";
import { FILE } from "./otel-collector/folders";
import { headerTexts } from "./otel-collector/headers";
import { callees, openPorts } from "./otel-collector/parts";
import { podSpec, queueClaim } from "./otel-collector/pod";
import { hidden, isSpread, type Settled, settle } from "./otel-collector/settled";

export type * from "./otel-collector/args";

/**
 * The OpenTelemetry Collector: takes traces, metrics and logs, and passes them on. It refuses data
 * before its memory is full, holds what it cannot send, and tries again.
 * @see https://opentelemetry.io/docs/collector/
 * @example
 * const collector = new OtelCollector("collector", {
 *   namespace: "tracing",
 *   version: "0.159.0",
 *   receivers: { otlp: { kind: "otlp" } },
 *   exporters: { oap: { kind: "otlp", to: oap.members } },
 *   pipelines: { traces: { receivers: ["otlp"], exporters: ["oap"] } },
 *   callers: [{ kind: "cluster" }],
 * });
 */
export class OtelCollector extends pulumi.ComponentResource {
  /** Where data comes in, by the name of the port: `grpc-otlp`, `http-otlp`, `grpc-jaeger`, … */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** The same, each pod by its own address, for clients that balance by themselves; none on nodes. */
  readonly members: Readonly<Record<string, Endpoint>>;

  constructor(name: string, args: OtelCollectorArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    const config = collectorConfig(name, settled);
    refuse(`OtelCollector "${name}"`, [...collectorChecks(settled), ...pipelineChecks(config)]);
    super("kube-tracing:index:OtelCollector", name, hidden(args), opts);

    const { namespace, version } = settled;
    const labels = labelsFor("opentelemetry-collector", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const data = { [FILE]: collectorFile(config) };
    const configMap = new k8s.core.v1.ConfigMap(name, { metadata: unnamed, data }, child);
    const headers = this.headers(settled, metadata);
    const pod = podSpec(settled, {
      account: this.account(settled, metadata),
      configMap: configMap.metadata.name,
      ...(headers === undefined ? {} : { headers }),
      ...(settled.tls === undefined
        ? {}
        : { certificate: this.certificate(metadata, settled.tls.certificate) }),
    });
    const template = {
      metadata: { labels: { ...labels.labels, ...admissions(callees(settled)) } },
      spec: {
        ...pod,
        ...(isSpread(settled) ? { topologySpreadConstraints: spread(labels) } : {}),
      },
    };
    const workload = this.workload(settled, { metadata, labels, template });
    const policy = { metadata, spec: policySpec(labels, settled) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);

    const { front, members } = this.services(settled, metadata, after(labels.selector, [workload]));
    const open = { ports: openPorts(settled), tls: settled.tls !== undefined, labels };
    this.endpoints = front === undefined ? {} : endpointsOf(front, open);
    this.members = members === undefined ? {} : endpointsOf(members, open);
    this.registerOutputs({ endpoints: this.endpoints, members: this.members });
  }

  /** The workload, with what more than one pod needs. */
  private workload(settled: Settled, made: Made): pulumi.Resource {
    const { scale } = settled;
    const { metadata, labels } = made;
    const { name } = metadata;
    const child = { parent: this };
    if (isSpread(settled)) {
      const budget = { metadata, spec: disruptionBudget(labels) };
      new k8s.policy.v1.PodDisruptionBudget(name, budget, child);
    }
    if (scale.kind === "auto") {
      const scaler = { metadata, spec: autoscaler(name, scale) };
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, scaler, child);
    }
    return this.pods(settled, made);
  }

  /** Deployment, DaemonSet or StatefulSet. */
  private pods(settled: Settled, { metadata, labels, template }: Made) {
    const { mode, scale } = settled;
    const { name } = metadata;
    const child = { parent: this };
    const selector = { matchLabels: labels.selector };
    switch (mode.kind) {
      case "deployment": {
        const spec = { ...replicasOf(scale), selector, strategy: NEW_BEFORE_OLD, template };
        return new k8s.apps.v1.Deployment(name, { metadata, spec }, child);
      }
      case "daemonset": {
        const spec = { selector, updateStrategy: NEW_BEFORE_OLD, template };
        return new k8s.apps.v1.DaemonSet(name, { metadata, spec }, child);
      }
      case "statefulset": {
        const spec = {
          ...replicasOf(scale),
          serviceName: `${name}-members`,
          selector,
          podManagementPolicy: "Parallel",
          // What is queued outlives everything but a human.
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          template,
          volumeClaimTemplates: queueClaim(settled, labels.labels),
        };
        return new k8s.apps.v1.StatefulSet(name, { metadata, spec }, child);
      }
    }
  }

  /** In front of all, and the names of each; none where nothing comes in. */
  private services(settled: Settled, metadata: Metadata, selector: pulumi.Output<Selector>) {
    const { name } = metadata;
    const child = { parent: this };
    const open = openPorts(settled);
    const isLocal = settled.mode.kind === "daemonset";
    const local = isLocal ? { internalTrafficPolicy: "Local" } : {};
    const front =
      open.length === 0
        ? undefined
        : { metadata, spec: { ...local, selector, ports: served(open) } };
    const tcp = open.filter(({ protocol }) => protocol === "TCP");
    const isNamed = settled.mode.kind === "statefulset";
    const ports = tcp.length === 0 && isNamed ? [METRICS_PORT] : tcp;
    const headless = { clusterIP: "None", selector, ports: served(ports) };
    const members =
      isLocal || ports.length === 0
        ? undefined
        : { metadata: { ...metadata, name: `${name}-members` }, spec: headless };
    return {
      front: front && new k8s.core.v1.Service(name, front, child),
      members: members && new k8s.core.v1.Service(`${name}-members`, members, child),
    };
  }

  /** Name of the Secret with the headers that were given as text. */
  private headers(settled: Settled, { name, ...unnamed }: Metadata) {
    const stringData = headerTexts(settled);
    if (Object.keys(stringData).length === 0) return undefined;
    const args = { metadata: unnamed, stringData: pulumi.secret(stringData) };
    return secretNameOf(new k8s.core.v1.Secret(`${name}-headers`, args, { parent: this }));
  }

  /** The account; its name is known when it has its rights, without which it finds no pods. */
  private account(settled: Settled, metadata: Metadata): pulumi.Output<string> {
    const { name } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    const bound = grantsOf(settled).map((grant) => {
      const { role, bindingOf } = accessOf(grant, metadata);
      const called = `${name}-${grant.purpose}`;
      if (grant.namespace === undefined) {
        const made = new k8s.rbac.v1.ClusterRole(called, role, child).metadata.name;
        return new k8s.rbac.v1.ClusterRoleBinding(called, bindingOf(made, account), child);
      }
      const made = new k8s.rbac.v1.Role(called, role, child).metadata.name;
      return new k8s.rbac.v1.RoleBinding(called, bindingOf(made, account), child);
    });
    return pulumi
      .all([account, ...bound.map((binding) => binding.metadata.name)])
      .apply(([granted]) => granted ?? name);
  }

  /** Name of the Secret with the certificate, which cert-manager keeps where it is asked to. */
  private certificate(
    metadata: Metadata,
    certificate: NonNullable<OtelCollectorArgs["tls"]>["certificate"],
  ) {
    const { name, namespace } = metadata;
    if (certificate.kind === "certManager") {
      const services = [name, `${name}-members`];
      const names = services.flatMap((service) => [
        pulumi.interpolate`${service}.${namespace}.svc`,
        pulumi.interpolate`${service}.${namespace}.svc.cluster.local`,
      ]);
      const made = certificateObject(metadata, certificate.issuer, names);
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(certificate, name);
  }
}

/** The workload, without what runs it. */
interface Made {
  metadata: Metadata;
  labels: Labels;
  template: k8s.types.input.core.v1.PodTemplateSpec;
}
