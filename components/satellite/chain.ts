import { mostTarget } from "./scale";
import { LONGEST_SERVICE } from "./telemetry";

/** As much of the arguments as decides whether Satellite works, and is scaled by its connections. */
export interface Chain {
  satellite?: {
    scale?: { kind: string; target?: number; prefix?: string };
    server?: { maxConnections?: number };
    telemetry?: { service?: string; toOap?: { kind: string } };
    sends?: { kind: string; identity?: unknown };
  };
  gateway?: { tls?: { clientCa?: unknown } };
  oap?: {
    agentToken?: unknown;
    mtls?: unknown;
    grpc?: { tls?: unknown };
    timeZone?: string;
    env?: Readonly<Record<string, unknown>>;
  };
  metricsAdapter?: { kind: string; oap?: string; timeZone?: string; prefix?: string };
}

/** A link of the chain that is broken: where, what came, what to give. */
export interface Broken {
  path:
    | "oap.agentToken"
    | "oap.mtls"
    | "oap.grpc.tls"
    | "oap.env"
    | "gateway"
    | "satellite.sends.identity"
    | "satellite.telemetry.toOap"
    | "satellite.telemetry.service"
    | "satellite.scale.target"
    | "satellite.scale.prefix"
    | "metricsAdapter"
    | "metricsAdapter.oap"
    | "metricsAdapter.timeZone";
  got: unknown;
  want: string;
}

/**
 * What is broken between a Satellite, its OAP and its autoscaler: each link is right by itself, and
 * the count that the autoscaler reads is 0 for ever when one does not fit the next.
 * @param host where OAP answers inside of the cluster, without port; absent while it is not known
 */
export function brokenLinks(
  { satellite, gateway, oap = {}, metricsAdapter }: Chain,
  host?: string,
): Broken[] {
  if (satellite === undefined) return [];
  const { scale, telemetry, server, sends } = satellite;
  const links = [...calls(oap, sends), ...passed(sends, gateway)];
  if (scale?.kind !== "connections") return links;
  return [
    ...links,
    ...told(telemetry),
    ...analysed(oap),
    ...answered(metricsAdapter, { ...oap, ...(host === undefined ? {} : { host }) }),
    ...(metricsAdapter === undefined || scale.prefix === metricsAdapter.prefix
      ? []
      : [
          {
            path: "satellite.scale.prefix" as const,
            got: scale.prefix,
            want: `${metricsAdapter.prefix ?? "nothing"}, as metricsAdapter.prefix is`,
          },
        ]),
    ...reached(scale.target, server?.maxConnections),
  ];
}

type Sends = NonNullable<Chain["satellite"]>["sends"];

/**
 * What OAP asks of its callers. Satellite 1.3 makes a token part of its streams alone, so OAP refuses
 * all others, and it verifies a server by one name, which the pods of OAP do not share.
 * @see https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/client/grpc/client_config.go
 */
function calls({ agentToken, mtls, grpc }: NonNullable<Chain["oap"]>, sends: Sends): Broken[] {
  const noTls =
    "nothing beside satellite, which finds OAP without TLS only, or satellite.sends: { kind: gateway }";
  const noToken =
    "nothing beside satellite, which sends no token with calls that are not streams; gateway.tls.clientCa keeps strangers out as well";
  const isDirect = sends?.kind !== "gateway";
  const given: [Broken["path"], unknown, string][] = [
    ["oap.agentToken", agentToken, noToken],
    ["oap.mtls", isDirect ? mtls : undefined, noTls],
    ["oap.grpc.tls", isDirect ? grpc?.tls : undefined, noTls],
  ];
  return given
    .filter(([, value]) => value !== undefined)
    .map(([path, , want]) => ({ path, got: "given", want }));
}

/** The gateway is there, and gets the certificate that it asks for. */
function passed(sends: Sends, gateway: Chain["gateway"]): Broken[] {
  if (sends?.kind !== "gateway") return [];
  if (gateway === undefined) {
    const want = "a map: satellite.sends goes through it";
    return [{ path: "gateway", got: undefined, want }];
  }
  const asks = gateway.tls?.clientCa !== undefined;
  if (asks === (sends.identity !== undefined)) return [];
  const want = asks
    ? "the name of a Secret, because gateway.tls.clientCa asks for a certificate"
    : "nothing, because the gateway asks for no certificate";
  return [{ path: "satellite.sends.identity", got: asks ? undefined : "given", want }];
}

/** Satellite tells OAP, under a name that OAP does not cut. */
function told({
  service = "",
  toOap,
}: NonNullable<Chain["satellite"]>["telemetry"] = {}): Broken[] {
  const metrics = "{ kind: metrics }: the autoscaler asks OAP for the connections";
  const short = `at most ${LONGEST_SERVICE} characters: OAP cuts what is longer`;
  return [
    ...(toOap?.kind === "none"
      ? [{ path: "satellite.telemetry.toOap" as const, got: "none", want: metrics }]
      : []),
    ...(service.length > LONGEST_SERVICE
      ? [{ path: "satellite.telemetry.service" as const, got: service, want: short }]
      : []),
  ];
}

const ANALYSERS = "SW_METER_ANALYZER_ACTIVE_FILES";

/** OAP makes a metric of what it is told; it does so unless the list of its rules was changed. */
function analysed({ env = {} }: NonNullable<Chain["oap"]>): Broken[] {
  const files = env[ANALYSERS];
  if (typeof files !== "string" || files.split(",").includes("satellite")) return [];
  const want = `satellite in ${ANALYSERS}: without its rules OAP counts no connections`;
  return [{ path: "oap.env", got: files, want }];
}

/** Somebody asks this OAP, by its clock. */
function answered(
  source: Chain["metricsAdapter"],
  { host, timeZone = "UTC" }: { host?: string; timeZone?: string },
): Broken[] {
  if (source === undefined) {
    const want = "{ kind: installed, … } or { kind: existing, … }: it answers the autoscaler";
    return [{ path: "metricsAdapter", got: undefined, want }];
  }
  if (source.kind !== "existing") return [];
  const asked = source.oap ?? "";
  const zone = source.timeZone ?? "UTC";
  const isOurs =
    host === undefined || [`${host}:12800`, `${host}.cluster.local:12800`].includes(asked);
  return [
    ...(isOurs
      ? []
      : [
          {
            path: "metricsAdapter.oap" as const,
            got: asked,
            want: `${host}:12800, where the OAP is that Satellite tells`,
          },
        ]),
    ...(zone === timeZone
      ? []
      : [
          {
            path: "metricsAdapter.timeZone" as const,
            got: zone,
            want: `${timeZone}, the time zone of OAP: by another clock it finds nothing`,
          },
        ]),
  ];
}

function reached(target = 0, connections = 4000): Broken[] {
  const most = mostTarget(connections);
  const want = `${most} or less: a pod takes ${connections} connections, and no more are counted`;
  return target > most ? [{ path: "satellite.scale.target", got: target, want }] : [];
}
