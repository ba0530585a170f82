import type { JaegerKafka } from "../kit/jaeger/kafka";
import type { JaegerPartArgs } from "../kit/jaeger/run";
import type { JaegerSampling } from "../kit/jaeger/sampling";
import type { JaegerScale } from "../kit/jaeger/scale";
import type { JaegerStore } from "../kit/jaeger-store";
import type { Callers } from "../kit/network";
import type { Queue, Retry } from "../kit/otel/queue";
import type { Resources } from "../kit/size";
import type { CaBundle, Certificate } from "../kit/tls";

/** Arguments of `JaegerCollector`. */
export interface JaegerCollectorArgs extends JaegerPartArgs {
  /** Where spans go. */
  to: JaegerSink;
  /** How many pods; one only with a store inside of the pod. @default { kind: "fixed", replicas: 1 } */
  scale?: JaegerScale;
  /** What it takes besides OTLP: what clients and agents of Jaeger 1, or of Zipkin, send. @default nothing */
  legacy?: readonly ("jaeger" | "zipkin")[];
  /** What programs are told that ask how often to trace. @default none are told */
  sampling?: JaegerSampling;
  /** Counts calls, errors and times of every operation, for Prometheus, at port 8889. @default no */
  spanMetrics?: "on";
  /** What it keeps until the store or Kafka has it, in memory. @default 1000 batches */
  queue?: Pick<Queue, "requests" | "consumers">;
  /** How long it tries to pass a batch on. @default 300 seconds */
  retry?: Retry;
  /** How spans are gathered. @default 1000 spans, at most 1 second */
  batch?: { spans?: number; seconds?: number };
  /** TLS of OTLP, and with a CA only clients that have a certificate. @default none */
  tls?: { certificate: Certificate; clientCa?: CaBundle };
  /** How long a connection of gRPC lives, in seconds, before its client looks for pods anew. @default 60 */
  connectionSeconds?: number;
  /** @default 250m to 1 CPU, 64Mi to 512Mi */
  resources?: Resources;
  /** How long a pod that ends may take to pass on what it holds, in seconds. @default 30 */
  drainSeconds?: number;
  /** Who may send, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
}

/** Where a collector puts spans. */
export type JaegerSink =
  | { kind: "store"; store: JaegerStore }
  /** Kafka, from which ingesters take them. */
  | { kind: "kafka"; kafka: JaegerKafka };
