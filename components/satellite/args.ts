import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../kit/image";
import type { Callers } from "../kit/network";
import type { Placement } from "../kit/placement";
import type { Resources } from "../kit/size";
import type { Certificate } from "../kit/tls";
import type { OapFinder } from "./finder";
import type { SatellitePipes } from "./pipes";
import type { SatelliteScale } from "./scale";
import type { SatelliteTelemetry } from "./telemetry";

export type { OapFinder, UpstreamTls } from "./finder";
export type { PipeName, SatellitePipes, PipeSettings, EnvoyPipeSettings } from "./pipes";
export type { SatelliteScale } from "./scale";
export type { SatelliteTelemetry } from "./telemetry";

/** Arguments of `Satellite`. */
export interface SatelliteArgs {
  /** Namespace of every object but the Role of the finder; it must exist. */
  namespace: pulumi.Input<string>;
  /** `1.3.0`. */
  version: string;
  /** Which OAP it sends to, and how it finds them. */
  oap: OapFinder;
  /** How many pods. @default { kind: "fixed", replicas: 2 } */
  scale?: SatelliteScale;
  /** What it takes from clients. */
  server?: ServerSettings;
  /** What it keeps until OAP has it, in memory. */
  queue?: QueueSettings;
  /** How it sends to OAP. */
  client?: ClientSettings;
  /** What it takes, by kind; calls of a kind that is `"off"` fail. @default all, as upstream has them */
  pipes?: SatellitePipes;
  /** What it tells about itself. @default to OAP and at port 1234 */
  telemetry?: SatelliteTelemetry;
  /** @default { level: "info" } */
  log?: LogSettings;
  /** @default 250m to 2 CPU, 256Mi to 2Gi; 800 Envoys with 100000 logs a second take 2.6 CPU and 2.7Gi */
  resources?: Resources;
  /** How the pods end. */
  drain?: DrainSettings;
  /** Who may send, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
  /** Who may read its own metrics (1234), besides the wired components. @default nobody */
  scrapers?: readonly Callers[];
  images?: Images;
  placement?: Placement;
}

/**
 * The gRPC server.
 * @see https://skywalking.apache.org/docs/skywalking-satellite/v1.3.0/en/setup/plugins/server_grpc-server/
 */
export interface ServerSettings {
  /** Connections of one pod; it closes every further one. @default 4000 */
  maxConnections?: number;
  /** Largest message, in MiB. OAP takes 50, upstream has 2. @default 50 */
  maxMessageMebibytes?: number;
  /** Calls at once on one connection; a client lets more of them wait. Upstream has 32. @default 1024 */
  maxStreams?: number;
  /**
   * TLS in front. Read at the start alone: restart the pods when it was renewed, or put a `GrpcGateway`
   * in front, which reads it again. @default none
   */
  tls?: Certificate;
}

/** The queue of each pipe; what comes while it is full is dropped. */
export interface QueueSettings {
  /** Queues side by side, each sent by itself: four to six for each CPU. @default 4 */
  partitions?: number;
  /** Events that each of them holds. @default 5000 */
  events?: number;
}

/**
 * The gRPC client.
 * @see https://skywalking.apache.org/docs/skywalking-satellite/v1.3.0/en/setup/plugins/client_grpc-client/
 */
export interface ClientSettings {
  /** How often the connections are looked at, in seconds. @default 5 */
  checkSeconds?: number;
  /** How long the sending of a batch may take, in seconds. @default 20 */
  streamSeconds?: number;
  /** Sends a batch again that OAP did not take; parts of it may come twice. @default { kind: "none" } */
  retry?: Retry;
}

/** How often, and with what pauses, a batch is sent again. The partition waits meanwhile. */
export type Retry =
  | { kind: "none" }
  | {
      kind: "timer";
      /** Attempts in all. @default 3 */
      attempts?: number;
      /** The first pause, in milliseconds; each further one is twice as long. @default 2000 */
      pauseMs?: number;
      /** The longest pause, in milliseconds. @default 5000 */
      longestPauseMs?: number;
    };

export interface LogSettings {
  /** The least important that is told. @default "info" */
  level?: "debug" | "info" | "warn" | "error";
}

/** What happens between the decision that a pod ends and its end. */
export interface DrainSettings {
  /**
   * How long it goes on as before, in seconds, while new connections go elsewhere. Its clients are
   * cut after that and connect again; what came in the last two seconds is lost. @default 15
   */
  seconds?: number;
  /** How long it may then take to send the batches that are complete, in seconds. @default 5 */
  flushSeconds?: number;
}
