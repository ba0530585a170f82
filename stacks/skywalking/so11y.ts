import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../../components/kit/endpoint";
import type { CaBundle } from "../../components/kit/tls";
import type { OtelCollectorArgs } from "../../components/otel-collector";

/** A Collector that reads OAP's own metrics and tells them to OAP. */
export interface SkyWalkingSo11y extends Pick<OtelCollectorArgs, "version" | "resources"> {
  /** Name that all OAP have in OAP, as a service. @default "oap-server" */
  service?: string;
  /** Time between two looks, in seconds; OAP takes averages of minutes. @default 10 */
  intervalSeconds?: number;
  /** Name of a Secret with `tls.crt` and `tls.key` that OAP asks for. @default none */
  identity?: string;
}

/** The OAP that it reads and tells. */
interface Observed {
  /** Its own metrics, of each pod. */
  telemetry: Endpoint;
  /** Where metrics go, each pod by its own address. */
  members: Endpoint;
  /** What verifies its certificate; absent without TLS. */
  ca?: CaBundle;
}

/**
 * What the Collector is told. OAP looks for the name of the job and for the labels `service` and
 * `host_name`; without one of them it drops everything. Satellite tells OAP about itself.
 * @see https://github.com/apache/skywalking/blob/v10.4.0/oap-server/server-starter/src/main/resources/otel-rules/oap.yaml
 */
export function so11yArgs(
  given: SkyWalkingSo11y,
  { telemetry, members, ca }: Observed,
  agentToken: pulumi.Input<string> | undefined,
) {
  const { service = "oap-server", intervalSeconds = 10, identity, ...others } = given;
  const targets = {
    kind: "pods",
    of: telemetry,
    portName: "metrics",
    podLabel: "host_name",
  } as const;
  const job = { name: "skywalking-so11y", seconds: intervalSeconds, targets, labels: { service } };
  return {
    resources: RESOURCES,
    ...others,
    mode: { kind: "deployment", scale: { kind: "fixed", replicas: 1 } },
    receivers: { prometheus: { kind: "prometheus", jobs: [job] } },
    exporters: {
      oap: {
        kind: "otlp",
        to: members,
        ...(ca === undefined ? {} : { ca }),
        ...(identity === undefined ? {} : { identity }),
        ...(agentToken === undefined ? {} : { headers: { authentication: agentToken } }),
        // Figures that are minutes old are of no use any more.
        queue: { requests: 100 },
      },
    },
    pipelines: { metrics: { receivers: ["prometheus"], exporters: ["oap"] } },
  } as const satisfies Omit<OtelCollectorArgs, "namespace">;
}

const RESOURCES = {
  requests: { cpu: "50m", memory: "96Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
} as const;
