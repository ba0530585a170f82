import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../../components/kit/endpoint";
import type { MeshLogs, MeshTraffic } from "./args";

/**
 * What a MeshConfig of Istio is to hold, besides what it holds already.
 * @see https://github.com/istio/api/blob/1.28.0/mesh/v1alpha1/config.proto
 */
export interface MeshConfig {
  enableEnvoyAccessLogService?: true;
  defaultConfig?: {
    envoyAccessLogService: { address: string };
    envoyMetricsService?: { address: string };
    proxyStatsMatcher?: { inclusionRegexps: readonly string[] };
  };
  /** A list replaces a list: those that are there already are to be put in as well. */
  extensionProviders?: readonly ExtensionProvider[];
}

/** Each has one of the three kinds. */
export interface ExtensionProvider {
  name: string;
  envoyHttpAls?: LogProvider;
  envoyTcpAls?: LogProvider;
  skywalking?: Server;
}

interface Server {
  service: string;
  port: number;
}

interface LogProvider extends Server {
  filterStateObjectsToLog: readonly string[];
}

/** Where Istio's registry has the receiver. */
export interface Receiver {
  endpoint: Endpoint;
  clusterDomain: string;
}

/** Names of the providers, by what is logged. */
export const providerOf = (name: string, traffic: MeshTraffic) => `${name}-${traffic}`;

/** Name of the provider for traces. */
export const tracerOf = (name: string) => `${name}-tracing`;

/** The settings by which proxies send to the receiver. */
export function meshConfigOf(
  name: string,
  logs: MeshLogs,
  { endpoint, clusterDomain }: Receiver,
): pulumi.Output<MeshConfig> {
  const { address, host, pods, port } = endpoint;
  if (logs.kind === "meshConfig") return address.apply((to) => bootstrap(to, logs.metrics));
  // The registry knows a Service by its whole name.
  const service = pods === undefined ? host : pulumi.interpolate`${host}.${clusterDomain}`;
  return service.apply((service) => ({
    extensionProviders: providers(name, logs, { service, port }),
  }));
}

function bootstrap(address: string, metrics: "on" | undefined): MeshConfig {
  return {
    enableEnvoyAccessLogService: true,
    defaultConfig: {
      envoyAccessLogService: { address },
      ...(metrics === undefined
        ? {}
        : {
            envoyMetricsService: { address },
            proxyStatsMatcher: { inclusionRegexps: STATISTICS },
          }),
    },
  };
}

function providers(
  name: string,
  { scopes, tracingPercent }: Extract<MeshLogs, { kind: "telemetry" }>,
  server: Server,
): ExtensionProvider[] {
  const logged = new Set(scopes.map(({ traffic = "http" }) => traffic));
  const log = { ...server, filterStateObjectsToLog: PEERS };
  return [
    ...(logged.has("http") ? [{ name: providerOf(name, "http"), envoyHttpAls: log }] : []),
    ...(logged.has("tcp") ? [{ name: providerOf(name, "tcp"), envoyTcpAls: log }] : []),
    ...(tracingPercent === undefined ? [] : [{ name: tracerOf(name), skywalking: server }]),
  ];
}

/**
 * What `mx-mesh` reads: which workload is at either end. From 1.24 on under the short names; all are
 * given, as Istio itself does for `enableEnvoyAccessLogService`, because proxies are older than istiod
 * while it is updated.
 * @see https://github.com/istio/istio/blob/1.28.0/pilot/pkg/networking/core/accesslog.go
 */
const PEERS = ["upstream_peer", "downstream_peer", "wasm.upstream_peer", "wasm.downstream_peer"];

/** Metrics of proxies that the rules of OAP read. */
const STATISTICS = [
  "membership_healthy",
  "upstream_cx_active",
  "upstream_cx_total",
  "upstream_rq_active",
  "upstream_rq_total",
  "upstream_rq_pending_active",
  "lb_healthy_panic",
  "upstream_cx_none_healthy",
].map((name) => `.*${name}.*`);
