import { urlOf } from "../kit/endpoint";
import type { Env } from "../kit/env";
import { FILES, pathOf } from "../kit/jaeger/folders";
import { caSource, joined, type Parts } from "../kit/jaeger/parts";
import { JAEGER_PORTS, V1_ADMIN_PORTS } from "../kit/jaeger/ports";
import { type JaegerProgram, v1Program, v2Program } from "../kit/jaeger/run";
import { storeParts } from "../kit/jaeger/store";
import { isKnownToV1, storeEnvOfV1 } from "../kit/jaeger/store-v1";
import { collectorFile } from "../kit/otel/collector-file";
import type { ListeningPort } from "../kit/otel/listening";
import { queryConfig, uiFile } from "./config";
import { issuerOf } from "./login";
import type { Settled } from "./settled";

/** Where the page and the HTTP API are. */
export const PAGE_PORT: ListeningPort = {
  name: "http-query",
  port: JAEGER_PORTS.query,
  protocol: "TCP",
  appProtocol: "http",
};

/** Where programs ask over gRPC. */
export const GRPC_PORT: ListeningPort = {
  name: "grpc-query",
  port: JAEGER_PORTS.queryGrpc,
  protocol: "TCP",
  appProtocol: "grpc",
};

/** What the pods run. */
export function queryProgram(name: string, settled: Settled): JaegerProgram {
  const given = {
    ports: [PAGE_PORT, GRPC_PORT],
    parts: partsOf(settled),
    files: { [FILES.ui]: uiFile(settled) },
  };
  return settled.generation === "v1"
    ? v1Program("query", settled, {
        ...given,
        env: envOfV1(settled),
        admin: V1_ADMIN_PORTS.query,
      })
    : v2Program(collectorFile(queryConfig(name, settled)), settled, given);
}

function partsOf({ store, monitor, login }: Settled): Parts {
  const asked = monitor?.kind === "prometheus" ? [monitor.endpoint] : [];
  const ca = monitor?.kind === "prometheus" ? monitor.ca : undefined;
  return joined([
    storeParts(store),
    { sources: caSource(ca, "metricsCa"), callees: asked },
    { sources: [], callees: login === undefined ? [] : issuerOf(login) },
  ]);
}

/** @see https://github.com/jaegertracing/jaeger/blob/v1.76.0/cmd/query/app/flags.go */
function envOfV1({ store, basePath, login, clockSkewSeconds, monitor }: Settled): Env {
  const host = login === undefined ? "0.0.0.0" : "127.0.0.1";
  return {
    ...(isKnownToV1(store) ? storeEnvOfV1(store) : {}),
    QUERY_HTTP_SERVER_HOST_PORT: `${host}:${JAEGER_PORTS.query}`,
    QUERY_GRPC_SERVER_HOST_PORT: `0.0.0.0:${JAEGER_PORTS.queryGrpc}`,
    QUERY_BASE_PATH: basePath,
    QUERY_UI_CONFIG: pathOf("ui"),
    QUERY_MAX_CLOCK_SKEW_ADJUSTMENT: `${clockSkewSeconds}s`,
    QUERY_ENABLE_TRACING: "false",
    ...(monitor?.kind === "prometheus"
      ? {
          METRICS_STORAGE_TYPE: "prometheus",
          PROMETHEUS_SERVER_URL: urlOf(monitor.endpoint),
          PROMETHEUS_QUERY_NORMALIZE_CALLS: "true",
          PROMETHEUS_QUERY_NORMALIZE_DURATION: "true",
          ...(monitor.ca === undefined
            ? {}
            : { PROMETHEUS_TLS_ENABLED: "true", PROMETHEUS_TLS_CA: pathOf("metricsCa") }),
        }
      : {}),
  };
}
