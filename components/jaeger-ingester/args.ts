import type { JaegerKafka } from "../kit/jaeger/kafka";
import type { JaegerPartArgs } from "../kit/jaeger/run";
import type { JaegerScale } from "../kit/jaeger/scale";
import type { SharedJaegerStore } from "../kit/jaeger-store";
import type { Retry } from "../kit/otel/queue";
import type { Resources } from "../kit/size";

/** Arguments of `JaegerIngester`. */
export interface JaegerIngesterArgs extends JaegerPartArgs {
  /** Where collectors put spans. */
  kafka: JaegerKafka;
  /** Where spans go. */
  store: SharedJaegerStore;
  /** Consumer group: all ingesters of one store share the topic by it. @default "jaeger-ingester" */
  group?: string;
  /** How many pods; more than the topic has partitions have nothing to do. @default { kind: "fixed", replicas: 1 } */
  scale?: JaegerScale;
  /** Messages that are written at a time, in each pod. @default 10 */
  consumers?: number;
  /** How long a message is tried, before it is read from Kafka again. @default 300 seconds */
  retry?: Retry;
  /** @default 250m to 1 CPU, 64Mi to 512Mi */
  resources?: Resources;
}
