import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { labelsFor } from "../components/kit/labels";
import { refuse } from "../components/kit/refusal";
import type { MeshArgs } from "./mesh/args";
import { meshChecks } from "./mesh/checks";
import { type MeshConfig, meshConfigOf } from "./mesh/config";
import { commandOf, handover } from "./mesh/handover";
import { placeOf, telemetryOf } from "./mesh/telemetry";

export type * from "./mesh/args";
export type { ExtensionProvider, MeshConfig } from "./mesh/config";
export { istiodValues, istioOperator } from "./mesh/handover";

const DEFAULTS = {
  installer: "istioctl",
  rootNamespace: "istio-system",
  clusterDomain: "cluster.local",
} as const satisfies Partial<MeshArgs>;

/**
 * A mesh of Istio that someone else installs, observed by its access logs: the settings that it has to
 * get, in a ConfigMap, and the Telemetry objects where logs are switched on scope by scope.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/envoy/als_setting/
 * @example
 * const mesh = new Mesh("mesh", {
 *   namespace: "tracing",
 *   istio: "1.28.0",
 *   receiver: satellite.grpc,
 *   oap: { version: "10.4.0", accessLogs: { http: ["mx-mesh"], tcp: ["mx-mesh"] } },
 *   logs: { kind: "telemetry", scopes: [{ kind: "namespace", namespace: "bookinfo" }] },
 * });
 */
export class Mesh extends pulumi.ComponentResource {
  /** What the MeshConfig of Istio is to hold; `istioOperator` and `istiodValues` put it into a file. */
  readonly meshConfig: pulumi.Output<MeshConfig>;
  /** Commands to run next. */
  readonly next: pulumi.Output<string[]>;

  constructor(name: string, args: MeshArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: MeshArgs & Required<Pick<MeshArgs, keyof typeof DEFAULTS>> = {
      ...DEFAULTS,
      ...args,
    };
    const { namespace, istio, receiver, logs } = settled;
    const { installer, rootNamespace, clusterDomain } = settled;
    refuse(`Mesh "${name}"`, meshChecks(settled));
    super("kube-tracing:index:Mesh", name, { namespace, istio, logs }, opts);

    const { labels } = labelsFor("istio-access-logs", name, istio);
    const child = { parent: this };
    this.meshConfig = meshConfigOf(name, logs, { endpoint: receiver, clusterDomain });
    const metadata = { name, namespace, labels };
    const data = this.meshConfig.apply(handover);
    // People read it by its name.
    const { metadata: made } = new k8s.core.v1.ConfigMap(name, { metadata, data }, child);
    if (logs.kind === "telemetry") {
      for (const scope of logs.scopes) {
        const place = placeOf(name, scope, rootNamespace);
        const telemetry = telemetryOf(name, scope, logs);
        new k8s.apiextensions.CustomResource(
          `${place.namespace}-${place.name}`,
          { ...telemetry, metadata: { ...place, labels } },
          child,
        );
      }
    }

    this.next = pulumi
      .all([made.namespace, made.name])
      .apply(([namespace, configMap]) => [
        commandOf({ installer, namespace, configMap, rootNamespace }),
        ...(logs.kind === "meshConfig" ? [RESTART] : []),
      ]);
    this.registerOutputs({ meshConfig: this.meshConfig, next: this.next });
  }
}

/** Proxies read where to send when they start. */
const RESTART = "kubectl --namespace <each of the mesh> rollout restart deployment";
