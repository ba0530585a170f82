import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { endpointAt } from "../kit/endpoint";
import { valueOf } from "../kit/testing";
import type { SatelliteArgs } from "./args";
import table from "./data/keys-1.3.0.json";
import { satelliteFile } from "./file";
import { settle } from "./settled";

const server = endpointAt("oap.example.com", 11800, "grpc");
const members = {
  ...server,
  pods: {
    namespace: endpointAt("tracing", 1, "tcp").host,
    selector: { "app.kubernetes.io/instance": "oap", "app.kubernetes.io/name": "skywalking-oap" },
    port: 11800,
  },
};
const secured = {
  kind: "static",
  servers: [endpointAt("oap.example.com", 11801, "grpcs")],
  tls: { ca: { kind: "secret", name: "ca", key: "ca.crt" }, identity: "satellite" },
} as const;

async function fileOf(args: Partial<SatelliteArgs> = {}) {
  const oap = { kind: "static", servers: [server] } as const;
  const settled = settle("satellite", { namespace: "tracing", version: "1.3.0", oap, ...args });
  return parse(await valueOf(satelliteFile(settled)));
}

/** Every key of a file with its value, spelt as the table spells them. */
function keysOf(value: any, at = ""): [key: string, value: any][] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const name = item?.common_config?.pipe_name ?? item?.plugin_name;
      return keysOf(item, `${at}[${name ?? index}]`);
    });
  if (value === null || typeof value !== "object") return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    keysOf(inner, at === "" ? key : `${at}.${key}`),
  );
}

const KNOWN: Readonly<Record<string, string>> = { ...table.keys, ...table.more.keys };

/** The settings of a plugin that stands in every pipe are listed once. */
const spelt = (key: string) => (key in KNOWN ? key : key.replace(/^pipes\[[^\]]+\]/, "pipes[*]"));

const EVERYTHING: Partial<SatelliteArgs> = {
  oap: secured,
  server: { tls: { kind: "secret", name: "tls" }, maxConnections: 11 },
  queue: { partitions: 8, events: 100 },
  client: { checkSeconds: 1, streamSeconds: 2, retry: { kind: "timer" } },
  telemetry: { service: "edge", cluster: "uat", toOap: { kind: "metrics", intervalSeconds: 5 } },
  log: { level: "debug" },
};

describe("Satellite knows every key that it is given", () => {
  test.each<[string, Partial<SatelliteArgs>]>([
    ["by itself", {}],
    ["with everything set", EVERYTHING],
    ["with pods to find", { oap: { kind: "kubernetes", members } }],
  ])("%s", async (_, args) => {
    const unknown = keysOf(await fileOf(args)).filter(([key]) => !(spelt(key) in KNOWN));
    expect(unknown).toEqual([]);
  });
});

test("the file is whole: it leaves out only what does not concern it", async () => {
  const given = new Set(
    [
      ...keysOf(await fileOf()),
      ...keysOf(await fileOf({ oap: { kind: "kubernetes", members } })),
    ].map(([key]) => key),
  );
  const missing = Object.keys(table.keys).filter((key) => !given.has(key));
  const outside = "sharing.clients[grpc-client].kubernetes_config";
  // These lead to the API of another cluster.
  expect(missing.filter((key) => !key.startsWith(outside))).toEqual([]);
  expect(missing.map((key) => key.replace(`${outside}.`, ""))).toEqual([
    ...["basic_auth.username", "basic_auth.password", "basic_auth.password_file"],
    ...["bearer_token", "bearer_token_file", "proxy_url"],
    ...["tls_config.ca_file", "tls_config.cert_file", "tls_config.key_file"],
    ...["tls_config.server_name", "tls_config.insecure_skip_verify"],
  ]);
});

test("it differs from the file of the image in exactly this", async () => {
  const differing = keysOf(await fileOf())
    .filter(([key, value]) => (value === null ? "" : `${value}`) !== KNOWN[key])
    .map(([key, value]) => [key, KNOWN[key], value]);
  expect(differing).toEqual([
    ["telemetry.service", "satellite-service", "satellite"],
    [
      "telemetry.instance",
      "satellite-instance",
      "${SATELLITE_TELEMETRY_INSTANCE:satellite-instance}",
    ],
    ["telemetry.export_type", "prometheus,pprof", "prometheus,metrics_service"],
    ["telemetry.pprof.address", ":6060", "127.0.0.1:6060"],
    ["sharing.clients[grpc-client].server_addr", "127.0.0.1:11800", "oap.example.com:11800"],
    ["sharing.clients[grpc-client].ca_pem_path", "ca.pem", ""],
    ["sharing.clients[grpc-client].client_pem_path", "client.pem", ""],
    ["sharing.clients[grpc-client].client_key_path", "client.key", ""],
    ["sharing.servers[grpc-server].max_recv_msg_size", "2097152", 52428800],
    ["sharing.servers[grpc-server].max_concurrent_streams", "32", 1024],
    ["sharing.servers[grpc-server].accept_limit.cpu_utilization", "75", 101],
  ]);
});

describe("what is set stands in the file", () => {
  test("server, queue, client, telemetry and log", async () => {
    const { logger, telemetry, sharing, pipes } = await fileOf(EVERYTHING);
    expect(logger.level).toBe("debug");
    expect([telemetry.service, telemetry.cluster, telemetry.metrics_service.interval]).toEqual([
      "edge",
      "uat",
      5,
    ]);
    expect(sharing.servers[0]).toMatchObject({
      tls_cert_file: "/certs/server/tls.crt",
      tls_key_file: "/certs/server/tls.key",
      accept_limit: { cpu_utilization: 101, connection_count: 11 },
    });
    expect(sharing.clients[0]).toMatchObject({
      finder_type: "static",
      server_addr: "oap.example.com:11801",
      enable_tls: true,
      ca_pem_path: "/certs/oap/ca.crt",
      client_pem_path: "/certs/identity/tls.crt",
      client_key_path: "/certs/identity/tls.key",
      insecure_skip_verify: false,
      check_period: 1,
      timeout: { unary: "5s", stream: "2s" },
    });
    expect(pipes[0].gatherer.queue).toEqual({
      plugin_name: "memory-queue",
      event_buffer_size: 100,
      partition: 8,
    });
    expect(pipes.map(({ sender }: any) => sender.fallbacker)).toEqual(
      Array(18).fill({
        plugin_name: "timer-fallbacker",
        max_attempts: 3,
        exponential_backoff: 2000,
        max_backoff: 5000,
      }),
    );
  });

  test("the pods to find, by the labels of their endpoint, in their namespace", async () => {
    const { sharing } = await fileOf({ oap: { kind: "kubernetes", members } });
    expect(sharing.clients[0].finder_type).toBe("kubernetes");
    expect(sharing.clients[0].kubernetes_config).toEqual({
      api_server: "",
      namespaces: ["tracing"],
      kind: "pod",
      selector: {
        label: "app.kubernetes.io/instance=oap,app.kubernetes.io/name=skywalking-oap",
        field: "",
      },
      extra_port: { port: 11800 },
    });
  });

  test("several servers, none of which is verified", async () => {
    const servers = [server, endpointAt("b", 1, "grpc")];
    const tls = { ...secured.tls, verify: "nothing" } as const;
    const { sharing } = await fileOf({ oap: { kind: "static", servers, tls } });
    expect(sharing.clients[0].server_addr).toBe("oap.example.com:11800,b:1");
    expect(sharing.clients[0].insecure_skip_verify).toBe(true);
  });

  test("nothing is told to OAP when it is not to be", async () => {
    const { telemetry } = await fileOf({ telemetry: { toOap: { kind: "none" } } });
    expect(telemetry.export_type).toBe("prometheus");
  });

  test("pipes that are on, with their settings", async () => {
    const { pipes } = await fileOf({
      pipes: {
        tracing: { flushMs: 3000, batch: 50, leastEvents: 2 },
        envoyAlsV3: { receiver: { flushMs: 3000, messages: 10 } },
        meter: { routes: { count: 10, keptSeconds: 20 } },
        clr: "off",
      },
    });
    const pipe = (name: string) =>
      pipes.find(({ common_config }: any) => common_config.pipe_name === name);
    expect(pipes.length).toBe(17);
    expect(pipe("clrpipe")).toBeUndefined();
    expect(pipe("tracingpipe").sender).toMatchObject({
      flush_time: 3000,
      max_buffer_size: 50,
      min_flush_events: 2,
    });
    expect(pipe("envoy-als-v3").gatherer.receiver).toEqual({
      plugin_name: "grpc-envoy-als-v3-receiver",
      flush_time: 3000,
      limit_count: 10,
    });
    expect(pipe("meterpipe").sender.forwarders).toEqual([
      {
        plugin_name: "native-meter-grpc-forwarder",
        routing_rule_lru_cache_size: 10,
        routing_rule_lru_cache_ttl: 20,
      },
    ]);
  });
});

test("no text in the file is taken for a variable, but the name of the pod", async () => {
  // What Satellite looks for in every text: internal/satellite/config/override_by_env.go, 1.3.0.
  const taken = keysOf(await fileOf(EVERYTHING)).filter(
    ([, value]) => typeof value === "string" && /[A-Z]+:.*\}/.test(value),
  );
  expect(taken.map(([key]) => key)).toEqual(["telemetry.instance"]);
});
