import type { Endpoint } from "../../components/kit/endpoint";
import type { Callers } from "../../components/kit/network";
import type { CaBundle } from "../../components/kit/tls";
import type { GatewayExposure, GatewayRoute, GrpcGatewayArgs } from "../../components/grpc-gateway";
import type { OapExposure } from "../../components/oap";

/** NGINX in front of OAP. */
export interface SkyWalkingGateway extends Omit<
  GrpcGatewayArgs,
  "namespace" | "images" | "placement" | "routes" | "exposure"
> {
  /** How agents outside of the cluster reach it. @default { kind: "clusterIP" } */
  exposure?: OapExposure;
  /** Who may send, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
  /** Who may ask at 12800, a port that is there for them or for node ports alone. @default nobody */
  readers?: readonly Callers[];
  /** Opens 4317 for what sends OTLP, too. @default no */
  otlp?: "on";
  /** Name of a Secret with `tls.crt` and `tls.key` that OAP asks for. @default none */
  identity?: string;
}

/** The OAP that it stands in front of. */
interface Behind {
  /** Each pod by its own address. */
  members: Endpoint;
  rest: Endpoint;
  /** What verifies its certificate; absent without TLS. */
  ca?: CaBundle;
}

/** What the gateway is told. */
export function gatewayArgs(given: SkyWalkingGateway, oap: Behind) {
  const { exposure, callers = [], readers = [], otlp, identity, ...others } = given;
  const tls = oap.ca && { ca: oap.ca, ...(identity === undefined ? {} : { identity }) };
  const agents = {
    kind: "grpc",
    upstream: { kind: "pods", service: oap.members, ...(tls === undefined ? {} : { tls }) },
    callers,
  } as const;
  const naming = exposure?.kind === "nodePort" ? exposure.naming : undefined;
  const isAsked = readers.length > 0 || exposure?.kind === "nodePort";
  const routes: Record<string, GatewayRoute> = {
    grpc: { ...agents, port: 11800 },
    ...(naming === undefined ? {} : { naming: { ...agents, port: 10800 } }),
    ...(otlp === undefined ? {} : { otlp: { ...agents, port: 4317, calls: { kind: "unary" } } }),
    ...(isAsked
      ? {
          rest: {
            kind: "http",
            port: oap.rest.port,
            upstream: { kind: "servers", servers: [oap.rest] },
            callers: readers,
          },
        }
      : {}),
  };
  return { ...others, routes, exposure: exposureOf(exposure, otlp) };
}

function exposureOf(
  exposure: OapExposure = { kind: "clusterIP" },
  otlp: "on" | undefined,
): GatewayExposure {
  switch (exposure.kind) {
    case "clusterIP":
      return exposure;
    case "nodePort": {
      const { grpc, rest, naming } = exposure;
      return {
        kind: "nodePort",
        ports: { grpc, rest, ...(naming === undefined ? {} : { naming }) },
      };
    }
    case "loadBalancer":
      return { ...exposure, routes: otlp === undefined ? ["grpc"] : ["grpc", "otlp"] };
  }
}
