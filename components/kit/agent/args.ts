import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../endpoint";
import type { SecretKey } from "../env";
import type { Images } from "../image";
import type { JaegerProtocol } from "../otel/jaeger-receiver";
import type { Batch } from "../otel/processors";
import type { Queue } from "../otel/queue";
import type { Disk, Resources } from "../size";
import type { CaBundle } from "../tls";

/** What an agent is told, beside one program or on each node. */
export interface AgentArgs {
  /** Version of the OpenTelemetry Collector, `0.111.0` or later. */
  version: string;
  /** Where it sends what it takes. */
  to: AgentTarget;
  /** What it takes. @default OTLP, both protocols */
  receives?: AgentReceives;
  /** What it passes on; of Jaeger's protocols traces alone. @default ["traces"] */
  signals?: readonly AgentSignal[];
  /**
   * Tells programs how often to trace, as Jaeger's agent did, at ports 5778 (HTTP) and 5779 (gRPC). Only
   * the image `contrib` can, which has every part there is. @default nobody is told
   */
  sampling?: AgentSampling;
  /** Attributes of everything that passes and has none of this name; Jaeger's agent had `--agent.tags`. */
  tags?: Readonly<Record<string, string>>;
  /** How spans are gathered before they are sent. @default 256 on a node, 128 beside a program; one second */
  batch?: Batch;
  images?: Images;
}

export type AgentSignal = "traces" | "metrics" | "logs";

/** Where an agent sends: a Jaeger collector, an OpenTelemetry Collector, or any other place for OTLP. */
export interface AgentTarget {
  /**
   * What speaks `grpc` or `grpcs` gets OTLP over gRPC, what speaks `http` or `https` over HTTP. Batches are
   * shared among all pods of a headless Service; a gateway shares them by itself.
   */
  endpoint: Endpoint;
  /** CA that verifies it, in the namespace of the agent's pod. @default public CAs */
  ca?: CaBundle;
  /** Name of a Secret with `tls.crt` and `tls.key`, for servers that ask who calls. */
  identity?: pulumi.Input<string>;
  /** What each call carries, from Secrets in the namespace of the agent's pod. */
  headers?: Readonly<Record<string, SecretKey>>;
}

/** What an agent takes from programs. */
export interface AgentReceives {
  /** @default both */
  otlp?: readonly OtlpProtocol[];
  /** Protocols of Jaeger's own clients, which have retired. @default none */
  jaeger?: readonly JaegerProtocol[];
  /**
   * Datagrams of Jaeger's clients that wait for a worker; what comes while it is full is lost. Jaeger's
   * agent called it `server-queue-size`, and had 1000. @default 2000
   */
  datagramQueue?: number;
}

export type OtlpProtocol = "grpc" | "http";

/**
 * Who knows how often to trace: the sampling of a Jaeger collector, over gRPC. Where that is behind TLS, it is
 * verified as the target is.
 */
export interface AgentSampling {
  endpoint: Endpoint;
  /** How often it is asked anew, in seconds. @default 30 */
  reloadSeconds?: number;
}

/** What an agent holds while the place it sends to is away. */
export interface AgentQueue<Store> extends Pick<Queue, "consumers"> {
  /**
   * Batches that wait. A quiet program fills one each second, so as many as `retrySeconds`; a busy one fills
   * each with `batch.size` spans, of which 500 take a mebibyte.
   * @default 400 on a node, 300 beside a program
   */
  requests?: number;
  /** How long a batch is tried, in seconds. @default 300; a day where it is kept on disk */
  retrySeconds?: number;
  /** Where it is held. @default { kind: "memory" } */
  kept?: Store;
}

/** Queues that end with the pod at the latest. */
export type PodQueue =
  /** Gone with the process: what is not delivered while it ends is lost. */
  | { kind: "memory" }
  /** On the disk of the node for as long as the pod is there: outlives a killed process. */
  | { kind: "pod"; size: Disk };

/** Arguments that have a default, with it. */
export interface SettledAgent extends AgentArgs {
  receives: Required<AgentReceives>;
  signals: readonly AgentSignal[];
  tags: Readonly<Record<string, string>>;
  batch: Batch & { size: number };
  resources: Resources;
}

/** A queue whose room is known, wherever it is. */
export interface SettledQueue extends AgentQueue<{ kind: "memory" | "pod" | "node" }> {
  requests: number;
}
