import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../endpoint";
import type { Env } from "../env";
import type { Settings } from "../otel/settings";
import { clientTls } from "../otel/tls";
import type { Problem } from "../refusal";
import type { Credentials } from "../store";
import type { CaBundle } from "../tls";
import { contentOf, pathOf } from "./folders";
import { caSource, type Parts, secretSource } from "./parts";
import { rotates } from "./versions";

/** The buffer between collectors and ingesters: both are given the same. */
export interface JaegerKafka {
  /** Brokers to begin with; each speaks `tcp`. All brokers are reached at these ports. */
  brokers: readonly Endpoint[];
  /** Must exist, unless the brokers make topics themselves. @default "jaeger-spans" */
  topic?: string;
  /** How spans are written there. @default "otlp_proto"; Jaeger 1 knows "jaeger_proto" alone */
  encoding?: "otlp_proto" | "jaeger_proto";
  /** User, by SASL. @default none */
  login?: { credentials: Credentials; mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" };
  /** TLS; without a CA a public one. @default none */
  tls?: { ca?: CaBundle };
}

/** Section `kafka` of the exporter: a trace is in one partition, so that one ingester gets it whole. */
export function kafkaExporter(kafka: JaegerKafka): Settings {
  return {
    ...connection(kafka),
    traces: { topic: topicOf(kafka), encoding: encodingOf(kafka) },
    partition_traces_by_id: true,
    producer: { required_acks: -1, compression: "snappy" },
  };
}

/** Section `kafka` of the receiver; an offset is committed once the store has what came before it. */
export function kafkaReceiver(kafka: JaegerKafka, group: string, version: string): Settings {
  const topic = topicOf(kafka);
  const encoding = encodingOf(kafka);
  return {
    ...connection(kafka),
    traces: rotates(version) ? { topics: [topic], encoding } : { topic, encoding },
    group_id: group,
    initial_offset: "earliest",
    message_marking: { after: true, on_error: false },
    error_backoff: {
      enabled: true,
      initial_interval: "1s",
      max_interval: "30s",
      max_elapsed_time: "300s",
    },
  };
}

/** What the pods need to use it. */
export function kafkaParts({ brokers, login, tls }: JaegerKafka): Parts {
  const user =
    login === undefined
      ? []
      : [
          secretSource(login.credentials.username, "kafkaUser"),
          secretSource(login.credentials.password, "kafkaPassword"),
        ];
  return { sources: [...user, ...caSource(tls?.ca, "kafkaCa")], callees: brokers };
}

/** Variables of Jaeger 1, for `KAFKA_PRODUCER` or `KAFKA_CONSUMER`. */
export function kafkaEnvOfV1(kafka: JaegerKafka, prefix: string): Env {
  const { brokers, login, tls } = kafka;
  return {
    [`${prefix}_BROKERS`]: addresses(brokers),
    [`${prefix}_TOPIC`]: topicOf(kafka),
    [`${prefix}_ENCODING`]: "protobuf",
    ...(login === undefined
      ? {}
      : {
          [`${prefix}_AUTHENTICATION`]: "plaintext",
          [`${prefix}_PLAINTEXT_MECHANISM`]: login.mechanism,
          [`${prefix}_PLAINTEXT_USERNAME`]: { secret: login.credentials.username },
          [`${prefix}_PLAINTEXT_PASSWORD`]: { secret: login.credentials.password },
        }),
    ...(tls === undefined
      ? {}
      : {
          [`${prefix}_TLS_ENABLED`]: "true",
          ...(tls.ca === undefined ? {} : { [`${prefix}_TLS_CA`]: pathOf("kafkaCa") }),
        }),
  };
}

/** Checks for `refuse`. */
export function kafkaChecks(field: string, kafka: JaegerKafka): (true | Problem)[] {
  const { brokers, topic } = kafka;
  return [
    brokers.length > 0 || { field: `${field}.brokers`, got: brokers, want: "one broker or more" },
    ...brokers.map(
      ({ speaks }, index): true | Problem =>
        speaks === "tcp" || {
          field: `${field}.brokers[${index}].speaks`,
          got: speaks,
          want: '"tcp"',
        },
    ),
    topic === undefined ||
      /^[A-Za-z0-9._-]{1,249}$/.test(topic) || {
        field: `${field}.topic`,
        got: topic,
        want: "a name of at most 249 letters, digits and ._-",
      },
  ];
}

/** Which topic. */
export function topicOf({ topic = "jaeger-spans" }: JaegerKafka): string {
  return topic;
}

function encodingOf({ encoding = "otlp_proto" }: JaegerKafka): string {
  return encoding;
}

function connection({ brokers, login, tls }: JaegerKafka): Settings {
  const auth = login && {
    sasl: {
      username: contentOf("kafkaUser"),
      password: contentOf("kafkaPassword"),
      mechanism: login.mechanism,
    },
  };
  return {
    brokers: brokers.map(({ address }) => address),
    ...(auth === undefined ? {} : { auth }),
    ...(tls === undefined
      ? {}
      : { tls: clientTls(tls.ca === undefined ? {} : { ca: pathOf("kafkaCa") }) }),
  };
}

function addresses(brokers: readonly Endpoint[]): pulumi.Output<string> {
  return pulumi.all(brokers.map(({ address }) => address)).apply((all) => all.join(","));
}
