import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { NEW_BEFORE_OLD, disruptionBudget, spread } from "./kit/availability";
import { type Endpoint, admissions, endpointOf } from "./kit/endpoint";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { refuse } from "./kit/refusal";
import { autoscaler, mostOf, replicasOf } from "./kit/scale";
import { certificateObject, secretOf } from "./kit/tls";
import type { GatewayFrontTls, GrpcGatewayArgs } from "./grpc-gateway/args";
import { gatewayChecks } from "./grpc-gateway/checks";
import { outerSpec } from "./grpc-gateway/exposure";
import { FILES } from "./grpc-gateway/files";
import { calleesOf, policySpec } from "./grpc-gateway/flows";
import { podSpec } from "./grpc-gateway/pod";
import { confOf } from "./grpc-gateway/servers";
import { portsOf } from "./grpc-gateway/services";
import { HEALTH_PORT, settle } from "./grpc-gateway/settled";

export type * from "./grpc-gateway/args";

/** Port that tells how the gateway is: `/healthz` and `/stub_status`. */
export const GRPC_GATEWAY_PORTS = { health: HEALTH_PORT } as const;

/**
 * NGINX in front of servers of gRPC: balances call by call what clients send over a few connections
 * that never end, lets streams be as long and as silent as they are, and answers what fails so that
 * clients can try again.
 * @see https://nginx.org/en/docs/http/ngx_http_grpc_module.html
 * @example
 * const gateway = new GrpcGateway("gateway", {
 *   namespace: "tracing",
 *   version: "1.30.6",
 *   routes: {
 *     grpc: { kind: "grpc", port: 11800, upstream: { kind: "pods", service: oap.members } },
 *     otlp: {
 *       kind: "grpc",
 *       port: 4317,
 *       calls: { kind: "unary" },
 *       upstream: { kind: "pods", service: oap.members },
 *     },
 *   },
 * });
 */
export class GrpcGateway extends pulumi.ComponentResource {
  /** Where each route is reached inside of the cluster, by its name. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;

  constructor(name: string, args: GrpcGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    refuse(`GrpcGateway "${name}"`, gatewayChecks(settled));
    super("kube-tracing:index:GrpcGateway", name, args, opts);

    const { namespace, version, routes, tls, exposure, scale } = settled;
    const labels = labelsFor("grpc-gateway", name, version);
    const unnamed = { namespace, labels: labels.labels };
    const metadata = { name, ...unnamed };
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child);
    // A new name after each change, so that the pods are replaced: they drain, and a wrong file
    // stops at the first of them.
    const configMap = new k8s.core.v1.ConfigMap(
      name,
      { metadata: unnamed, data: { [FILES.conf]: confOf(settled) } },
      child,
    );
    const pod = podSpec(settled, {
      account: account.metadata.name,
      configMap: configMap.metadata.name,
      ...(tls === undefined
        ? {}
        : { certificate: this.certificate(metadata, tls, settled.clusterDomain) }),
    });
    const template = {
      metadata: { labels: { ...labels.labels, ...admissions(calleesOf(settled)) } },
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
    if (mostOf(scale) > 1) {
      const budget = { metadata, spec: disruptionBudget(labels) };
      new k8s.policy.v1.PodDisruptionBudget(name, budget, child);
    }
    if (scale.kind === "auto") {
      const scaler = { metadata, spec: autoscaler(name, scale) };
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, scaler, child);
    }
    const policy = { metadata, spec: policySpec(labels, settled) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);

    const { selector } = labels;
    const ports = portsOf(routes, tls !== undefined);
    const found = after(selector, [workload]);
    const inner = { metadata, spec: { selector: found, ports } };
    const service = new k8s.core.v1.Service(name, inner, child);
    const outer = outerSpec(exposure, ports);
    if (outer !== undefined) {
      const outside = { ...metadata, ...outer.metadata, name: `${name}-external` };
      const front = { metadata: outside, spec: { ...outer.spec, selector: found } };
      new k8s.core.v1.Service(`${name}-external`, front, child);
    }

    const secure = tls === undefined ? "" : "s";
    this.endpoints = Object.fromEntries(
      Object.entries(routes).map(([route, { kind, port }]) => [
        route,
        endpointOf(service, { port, speaks: `${kind}${secure}`, selector }),
      ]),
    );
    this.registerOutputs({ endpoints: this.endpoints });
  }

  /** Name of the Secret with the certificate in front, which cert-manager keeps where it is asked to. */
  private certificate(
    metadata: Metadata,
    { certificate, hosts = [] }: GatewayFrontTls,
    domain: string,
  ) {
    const { name, namespace } = metadata;
    const service = pulumi.interpolate`${name}.${namespace}.svc`;
    const names = [service, pulumi.interpolate`${service}.${domain}`, ...hosts];
    if (certificate.kind === "certManager") {
      const made = certificateObject(metadata, certificate.issuer, names);
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(certificate, name);
  }
}
