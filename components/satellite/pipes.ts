import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";

/** Names of the pipes as upstream's file and the metrics have them. */
const PIPES = {
  log: "logpipe",
  management: "managementpipe",
  tracing: "tracingpipe",
  profile: "profilepipe",
  asyncProfiler: "asyncprofilerpipe",
  cds: "cdspipe",
  event: "eventpipe",
  jvm: "jvmpipe",
  clr: "clrpipe",
  meter: "meterpipe",
  envoyAlsV2: "envoy-als-v2",
  envoyAlsV3: "envoy-als-v3",
  envoyMetricsV2: "envoy-metrics-v2",
  envoyMetricsV3: "envoy-metrics-v3",
  process: "processpipe",
  ebpfProfiling: "ebpf-profilingpipe",
  ebpfAccessLog: "ebpf-accesslog-pipe",
  otlpMetrics: "otlp-metrics-v1-pipe",
} as const;

/** What Satellite takes: everything that agents and Envoy send over gRPC, and metrics of OTLP. */
export type PipeName = keyof typeof PIPES;

type EnvoyPipe = "envoyAlsV2" | "envoyAlsV3" | "envoyMetricsV2" | "envoyMetricsV3";
type MeterPipe = "meter" | "otlpMetrics";

/** Settings by kind. `cds`, the settings that agents ask for, has none: its calls are passed on. */
export type SatellitePipes = {
  readonly [Name in PipeName]?:
    | "off"
    | (Name extends "cds"
        ? never
        : Name extends EnvoyPipe
          ? EnvoyPipeSettings
          : Name extends MeterPipe
            ? MeterPipeSettings
            : PipeSettings);
};

/** How events become a batch for OAP. */
export interface PipeSettings {
  /** How long events wait for others, in milliseconds. @default 1000 */
  flushMs?: number;
  /** Events that make a batch before that. @default 200, of management 20 */
  batch?: number;
  /** Fewer events than this wait for the next time. @default 1 */
  leastEvents?: number;
}

/** Envoy sends many small messages, which become one event first. */
export interface EnvoyPipeSettings extends PipeSettings {
  receiver?: {
    /** How long messages wait for others, in milliseconds. @default 1000 */
    flushMs?: number;
    /** Messages that make an event before that. @default 500 */
    messages?: number;
  };
}

/** Which OAP gets the meters of an instance is kept, because OAP adds up by instance. */
export interface MeterPipeSettings extends PipeSettings {
  routes?: {
    /** Instances that are kept. @default 5000 */
    count?: number;
    /** How long an instance is kept that sends nothing, in seconds. @default 180 */
    keptSeconds?: number;
  };
}

/** Queue and fallback that all pipes have alike, as Satellite's file has them. */
interface Alike {
  queue: { event_buffer_size: number; partition: number };
  fallbacker: Readonly<Record<string, unknown>> & { plugin_name: string };
}

/** The pipes in Satellite's file, without those that are off. */
export function pipeSettings(pipes: SatellitePipes, alike: Alike) {
  return namesOf(PIPES)
    .filter((name) => pipes[name] !== "off")
    .map((name) => pipeOf(name, settingsOf(pipes, name), alike));
}

/** Checks for `refuse`. */
export function pipeChecks(pipes: SatellitePipes): (true | Problem)[] {
  const on = namesOf(PIPES).filter((name) => pipes[name] !== "off");
  return [
    on.length > 0 || { field: "pipes", got: "all off", want: "one that is on" },
    ...on.flatMap((name) => {
      const { flushMs, batch, leastEvents, receiver, routes } = settingsOf(pipes, name);
      const at = `pipes.${name}`;
      const milliseconds = { least: 1, unit: "milliseconds" };
      return [
        whole(`${at}.flushMs`, flushMs, milliseconds),
        whole(`${at}.batch`, batch, { least: 1 }),
        whole(`${at}.leastEvents`, leastEvents, { least: 1, most: batch ?? batchOf(name) }),
        whole(`${at}.receiver.flushMs`, receiver?.flushMs, milliseconds),
        whole(`${at}.receiver.messages`, receiver?.messages, { least: 1 }),
        whole(`${at}.routes.count`, routes?.count, { least: 1 }),
        whole(`${at}.routes.keptSeconds`, routes?.keptSeconds, { least: 1, unit: "seconds" }),
      ];
    }),
  ];
}

/** What any of the pipes may be told. */
type AnySettings = EnvoyPipeSettings & MeterPipeSettings;

function settingsOf(pipes: SatellitePipes, name: PipeName): AnySettings {
  const given = pipes[name];
  return given === undefined || given === "off" ? {} : given;
}

function namesOf<T extends object>(of: T): (keyof T & PipeName)[] {
  return Object.keys(of).filter((key): key is keyof T & PipeName => key in PIPES);
}

function pipeOf(name: PipeName, settings: AnySettings, { queue, fallbacker }: Alike) {
  const { flushMs = 1000, leastEvents = 1, batch = batchOf(name) } = settings;
  const { receiver, forwarder } = pluginsOf(name);
  // Agents wait for the answer, so nothing is kept.
  const isDirect = name === "cds";
  return {
    common_config: { pipe_name: PIPES[name] },
    gatherer: {
      server_name: "grpc-server",
      receiver: { plugin_name: receiver, ...received(name, settings) },
      queue: isDirect ? { plugin_name: "none-queue" } : { plugin_name: "memory-queue", ...queue },
    },
    processor: { filters: null },
    sender: {
      fallbacker,
      ...(isDirect
        ? {}
        : { flush_time: flushMs, max_buffer_size: batch, min_flush_events: leastEvents }),
      client_name: "grpc-client",
      forwarders: [{ plugin_name: forwarder, ...routed(name, settings) }],
    },
  };
}

function batchOf(name: PipeName): number {
  return name === "management" ? 20 : 200;
}

/** Names of the plugins that take the calls of a kind, and pass them on. */
function pluginsOf(name: PipeName) {
  const words = name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  const word =
    name === "otlpMetrics"
      ? "otlp-metrics-v1"
      : name === "ebpfAccessLog"
        ? "native-ebpf-accesslog"
        : words.startsWith("envoy")
          ? words
          : `native-${words}`;
  return { receiver: `grpc-${word}-receiver`, forwarder: `${word}-grpc-forwarder` };
}

function received(name: PipeName, { receiver = {} }: AnySettings) {
  const { flushMs = 1000, messages = 500 } = receiver;
  return name.startsWith("envoy") ? { flush_time: flushMs, limit_count: messages } : {};
}

function routed(name: PipeName, { routes = {} }: AnySettings) {
  if (name !== "meter" && name !== "otlpMetrics") return {};
  const { count = 5000, keptSeconds = 180 } = routes;
  return {
    routing_rule_lru_cache_size: count,
    routing_rule_lru_cache_ttl: keptSeconds,
    ...(name === "otlpMetrics" ? { routing_label_keys: INSTANCE_LABELS } : {}),
  };
}

/** By these labels OAP tells the instances of OTLP apart. */
const INSTANCE_LABELS = "net.host.name,host.name,job,service.name";
