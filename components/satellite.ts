import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { NEW_BEFORE_OLD, spread } from "./kit/availability";
import { type Endpoint, admissions, endpointOf } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { servicePorts } from "./kit/ports";
import { refuse } from "./kit/refusal";
import { mostOf, replicasOf } from "./kit/scale";
import { certificateObject, secretOf } from "./kit/tls";
import { finderAccess } from "./satellite/access";
import type { SatelliteArgs } from "./satellite/args";
import { satelliteChecks } from "./satellite/checks";
import { FILE, satelliteFile } from "./satellite/file";
import { upstreams } from "./satellite/finder";
import { policySpec } from "./satellite/flows";
import { podSpec } from "./satellite/pod";
import { SATELLITE_PORTS } from "./satellite/ports";
import { budgetOf, scalerSpec } from "./satellite/scale";
import { type Settled, settle } from "./satellite/settled";

export type * from "./satellite/args";
export { SATELLITE_VERSIONS } from "./satellite/checks";
export { SATELLITE_PORTS } from "./satellite/ports";

/**
 * SkyWalking Satellite in front of OAP: takes what agents and Envoy send over connections that never
 * end, and shares it among all OAP, new ones as well. What it holds goes with the pod.
 *
 * An OAP with an `agentToken` refuses part of what comes through it.
 * @see https://skywalking.apache.org/docs/skywalking-satellite/v1.3.0/readme/
 * @example
 * const satellite = new Satellite("satellite", {
 *   namespace: "tracing",
 *   version: "1.3.0",
 *   oap: { kind: "kubernetes", members: oap.members },
 *   scale: { kind: "connections", min: 2, max: 10, target: 1900 },
 *   callers: [{ kind: "cluster" }],
 * });
 */
export class Satellite extends pulumi.ComponentResource {
  /** Port 11800: where agents and Envoy send. */
  readonly grpc: Endpoint;
  /** Port 1234, each pod by its own address: Satellite's own metrics. */
  readonly telemetry: Endpoint;
  /** Its name as a service in OAP. */
  readonly service: string;

  constructor(name: string, args: SatelliteArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(name, args);
    refuse(`Satellite "${name}"`, satelliteChecks(settled));
    super("kube-tracing:index:Satellite", name, args, opts);

    const { namespace, version, scale, server, service } = settled;
    const labels = labelsFor("skywalking-satellite", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const data = { [FILE.name]: satelliteFile(settled) };
    const configMap = new k8s.core.v1.ConfigMap(name, { metadata: unnamed, data }, child);
    const { tls } = server;
    const pod = podSpec(settled, {
      account: this.account(settled, metadata),
      configMap: configMap.metadata.name,
      ...(tls === undefined ? {} : { certificate: this.certificate(metadata, tls) }),
    });
    const template = {
      metadata: { labels: { ...labels.labels, ...admissions(upstreams(settled.oap)) } },
      spec: {
        ...pod,
        ...(mostOf(scale) > 1 ? { topologySpreadConstraints: spread(labels) } : {}),
      },
    };
    const spec = {
      ...replicasOf(scale),
      selector: { matchLabels: labels.selector },
      strategy: NEW_BEFORE_OLD,
      template,
    };
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec }, child);
    const budget = budgetOf(labels, scale);
    if (budget !== undefined)
      new k8s.policy.v1.PodDisruptionBudget(name, { metadata, spec: budget }, child);
    const scaler = scalerSpec(name, scale, service);
    if (scaler !== undefined)
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, { metadata, spec: scaler }, child);
    const policy = { metadata, spec: policySpec(labels, settled) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);

    const { selector } = labels;
    const { grpc, metrics } = SATELLITE_PORTS;
    const found = after(selector, [workload]);
    const front = { metadata, spec: { selector: found, ports: servicePorts({ grpc }) } };
    const own = {
      metadata: { ...metadata, name: `${name}-telemetry` },
      spec: { clusterIP: "None", selector: found, ports: servicePorts({ metrics }) },
    };
    const dialed = new k8s.core.v1.Service(name, front, child);
    const scraped = new k8s.core.v1.Service(`${name}-telemetry`, own, child);
    const speaks = tls === undefined ? "grpc" : "grpcs";

    this.grpc = endpointOf(dialed, { port: grpc, speaks, selector });
    this.telemetry = endpointOf(scraped, { port: metrics, speaks: "http", selector });
    this.service = service;
    this.registerOutputs({ grpc: this.grpc, telemetry: this.telemetry, service });
  }

  /** The account; its name is known when it has its rights, without which the pods end again. */
  private account({ oap }: Settled, metadata: Metadata): pulumi.Output<string> {
    const { name } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    const access = finderAccess(oap, metadata);
    if (access === undefined) return account;
    const role = new k8s.rbac.v1.Role(name, access.role, child).metadata.name;
    const binding = new k8s.rbac.v1.RoleBinding(name, access.bindingOf(role, account), child);
    return pulumi.all([account, binding.metadata.name]).apply(([granted]) => granted);
  }

  /** Name of the Secret with the certificate, which cert-manager keeps where it is asked to. */
  private certificate(metadata: Metadata, tls: NonNullable<Settled["server"]["tls"]>) {
    const { name, namespace } = metadata;
    const service = pulumi.interpolate`${name}.${namespace}.svc`;
    const names = [service, pulumi.interpolate`${service}.cluster.local`];
    if (tls.kind === "certManager") {
      const made = certificateObject(metadata, tls.issuer, names);
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(tls, name);
  }
}
