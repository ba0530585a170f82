import * as pulumi from "@pulumi/pulumi";
import type { Retry } from "./args";
import { finderSettings, TLS_FOLDERS, upstreamTlsSettings } from "./finder";
import { pipeSettings } from "./pipes";
import { SATELLITE_PORTS } from "./ports";
import type { Settled } from "./settled";
import { TELEMETRY_SECONDS } from "./telemetry";

/** Where the image reads its settings. The chart's own override lies elsewhere, and has no effect. */
export const FILE = { folder: "/skywalking/configs", name: "satellite_config.yaml" } as const;

/** The whole file, in JSON, which is YAML too. Nothing is left to defaults of the image. */
export function satelliteFile(settled: Settled): pulumi.Output<string> {
  return pulumi
    .output(finderSettings(settled.oap))
    .apply((finder) => `${JSON.stringify(settings(settled, finder), null, 2)}\n`);
}

function settings(settled: Settled, finder: object) {
  const { log, queue, pipes, client } = settled;
  return {
    logger: {
      log_pattern: "%time [%level][%field] - %msg",
      time_pattern: "2006-01-02 15:04:05.000",
      level: log.level ?? "info",
    },
    telemetry: telemetry(settled),
    sharing: { clients: [clientSettings(settled, finder)], servers: [serverSettings(settled)] },
    pipes: pipeSettings(pipes, {
      queue: { event_buffer_size: queue.events ?? 5000, partition: queue.partitions ?? 4 },
      fallbacker: fallbacker(client.retry),
    }),
  };
}

function telemetry({ service, telemetry: { cluster, toOap } }: Settled) {
  const told = toOap?.kind !== "none";
  const interval = toOap?.kind === "metrics" ? toOap.intervalSeconds : undefined;
  return {
    cluster: cluster ?? "satellite-cluster",
    service,
    // The name of the pod: under one and the same name, OAP would take all pods for one.
    instance: "${SATELLITE_TELEMETRY_INSTANCE:satellite-instance}",
    // Never pprof, which opens its port to everybody.
    export_type: told ? "prometheus,metrics_service" : "prometheus",
    prometheus: { address: `:${SATELLITE_PORTS.metrics}`, endpoint: "/metrics" },
    metrics_service: {
      client_name: "grpc-client",
      interval: interval ?? TELEMETRY_SECONDS,
      // The rules of OAP look for it.
      metric_prefix: "sw_stl_",
    },
    pprof: { address: "127.0.0.1:6060" },
  };
}

function clientSettings({ oap, client }: Settled, finder: object) {
  const { checkSeconds = 5, streamSeconds = 20 } = client;
  return {
    plugin_name: "grpc-client",
    ...finder,
    ...upstreamTlsSettings(oap),
    check_period: checkSeconds,
    // Satellite 1.3 sends it with streams alone, so OAP would refuse all other calls.
    authentication: "",
    // The first has no effect in 1.3: calls that are not streams have no limit.
    timeout: { unary: "5s", stream: `${streamSeconds}s` },
  };
}

function serverSettings({ server }: Settled) {
  const folder = TLS_FOLDERS.server;
  return {
    plugin_name: "grpc-server",
    address: `:${SATELLITE_PORTS.grpc}`,
    network: "tcp",
    max_recv_msg_size: server.maxMessageMebibytes * 1024 * 1024,
    max_concurrent_streams: server.maxStreams,
    tls_cert_file: server.tls === undefined ? "" : `${folder}/tls.crt`,
    tls_key_file: server.tls === undefined ? "" : `${folder}/tls.key`,
    accept_limit: {
      // Never: it measures the CPU of the node, and would close every new connection of a busy one.
      cpu_utilization: 101,
      connection_count: server.maxConnections,
    },
  };
}

function fallbacker(retry: Retry = { kind: "none" }) {
  if (retry.kind === "none") return { plugin_name: "none-fallbacker" };
  const { attempts = 3, pauseMs = 2000, longestPauseMs = 5000 } = retry;
  return {
    plugin_name: "timer-fallbacker",
    max_attempts: attempts,
    exponential_backoff: pauseMs,
    max_backoff: longestPauseMs,
  };
}
