/** The rendered configurations under the real Jaeger 2.13, with real spans. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  ownAddress,
  Place,
  type RunningJaeger,
  startJaeger,
  validated,
} from "../../../tests/jaeger/process";
import { sendTrace, shownTrace } from "../../../tests/jaeger/spans";
import { JAEGER, JAEGER_VERSION } from "../../../tests/jaeger/tools";
import { authority } from "../../../tests/gateway/certificates";
import { ensureTools } from "../../../toolchain/tools";
import { collectorConfig } from "../../jaeger-collector/config";
import type { JaegerCollectorArgs } from "../../jaeger-collector/args";
import { settle as settleCollector } from "../../jaeger-collector/settled";
import type { JaegerIngesterArgs } from "../../jaeger-ingester/args";
import { ingesterConfig } from "../../jaeger-ingester/program";
import { settle as settleIngester } from "../../jaeger-ingester/settled";
import type { JaegerQueryArgs } from "../../jaeger-query/args";
import { queryConfig, uiFile } from "../../jaeger-query/config";
import { settle as settleQuery } from "../../jaeger-query/settled";
import { endpointAt } from "../endpoint";
import type { JaegerStore } from "../jaeger-store";
import { collectorFile, type CollectorConfig } from "../otel/collector-file";
import { valueOf } from "../testing";
import { pathOf } from "./folders";
import { strategiesFile } from "./sampling";

const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const connection = { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca };
const plain = { endpoint: endpointAt("es.example.com", 9200, "http") };
const cassandra = endpointAt("cassandra.example.com", 9042, "tcp");
const kafka = { brokers: [endpointAt("kafka.example.com", 9092, "tcp")] };
const secured = {
  ...kafka,
  topic: "traces",
  encoding: "jaeger_proto",
  login: { credentials, mechanism: "SCRAM-SHA-512" },
  tls: { ca },
} as const;

const given = { namespace: "tracing", version: JAEGER_VERSION };
const collector = (to: JaegerCollectorArgs["to"], more: Partial<JaegerCollectorArgs> = {}) =>
  collectorConfig("jaeger-collector", settleCollector({ ...given, to, ...more }));
const writing = (store: JaegerStore, more: Partial<JaegerCollectorArgs> = {}) =>
  collector({ kind: "store", store }, more);
const reading = (store: JaegerQueryArgs["store"], more: Partial<JaegerQueryArgs> = {}) =>
  queryConfig("jaeger-query", settleQuery({ ...given, store, ...more }));
const ingester = (more: Partial<JaegerIngesterArgs> = {}) =>
  ingesterConfig(
    "jaeger-ingester",
    settleIngester({ ...given, kafka, store: { kind: "elasticsearch", connection }, ...more }),
  );

let place: Place;
let running: RunningJaeger[] = [];

beforeAll(async () => {
  await ensureTools([JAEGER]);
  place = new Place();
  const signer = await authority("tests");
  const { certificate, key } = await signer.issue("localhost", ["localhost"]);
  for (const file of ["storeCa", "kafkaCa", "metricsCa", "clientCa"] as const)
    place.write(pathOf(file), signer.ca);
  place.write(pathOf("certificate"), certificate);
  place.write(pathOf("key"), key);
  for (const file of ["storeUser", "storePassword", "kafkaUser", "kafkaPassword"] as const)
    place.write(pathOf(file), file.endsWith("User") ? "007" : "*a: b #1");
  place.write(pathOf("strategies"), strategiesFile({ kind: "file", probability: 0.5 }));
});
afterEach(async () => {
  await Promise.all(running.map((jaeger) => jaeger.kill()));
  running = [];
});
afterAll(() => place.remove());

/** File with a configuration, where its own paths are those of the place. */
async function fileOf(config: CollectorConfig, name = "config.yaml"): Promise<string> {
  return place.write(`${place.folder}/${name}`, await valueOf(collectorFile(config)));
}

const es = { kind: "elasticsearch", connection } as const;
const everything = {
  ...es,
  indexPrefix: "apm",
  spanShards: 2,
  replicas: 0,
  lookbackHours: 24,
  bulk: { mebibytes: 1, actions: 10, flushMs: 100, workers: 2 },
  archive: { lookbackDays: 30 },
} as const;
const badger = { kind: "badger", volume: { size: "1Gi" } } as const;
const remote = { kind: "grpc", endpoint: endpointAt("store.example.com", 17271, "grpc") } as const;
const keyspaces = {
  kind: "cassandra",
  servers: [cassandra],
  credentials,
  ca,
  schema: {},
  archive: { keyspace: "jaeger_archive" },
} as const;
const clickhouse = {
  kind: "clickhouse",
  servers: [endpointAt("c", 9000, "tcp")],
  credentials,
} as const;

describe("Jaeger takes what is rendered for", () => {
  test.each<[string, CollectorConfig]>([
    ["a collector with Elasticsearch", writing(es)],
    ["with everything that Elasticsearch can be told", writing(everything)],
    [
      "with an hour for each index",
      writing({ ...es, rotation: { kind: "periodic", every: "hour" } }),
    ],
    ["with OpenSearch, without TLS and user", writing({ kind: "opensearch", connection: plain })],
    ["with aliases that jobs move on", writing({ ...es, rotation: { kind: "rollover" } })],
    ["with aliases that a policy moves on", writing({ ...es, rotation: { kind: "ilm" } })],
    ["with Cassandra", writing(keyspaces)],
    ["with Cassandra in plain text", writing({ kind: "cassandra", servers: [cassandra] })],
    ["with ClickHouse", writing(clickhouse)],
    ["with a remote store", writing(remote)],
    [
      "with a remote store behind TLS",
      writing({ ...remote, endpoint: endpointAt("s", 17271, "grpcs"), ca, timeoutSeconds: 1 }),
    ],
    ["with Badger", writing(badger)],
    ["with memory", writing({ kind: "memory" })],
    ["with Kafka", collector({ kind: "kafka", kafka })],
    ["with Kafka behind TLS and a login", collector({ kind: "kafka", kafka: secured })],
    [
      "with Kafka behind TLS of a public CA",
      collector({ kind: "kafka", kafka: { ...kafka, tls: {} } }),
    ],
    ["that takes what Jaeger 1 and Zipkin send", writing(es, { legacy: ["jaeger", "zipkin"] })],
    ["that counts spans", writing(es, { spanMetrics: "on" })],
    ["that samples by a file", writing(es, { sampling: { kind: "file" } })],
    ["that learns how to sample", writing(es, { sampling: { kind: "adaptive" } })],
    [
      "behind TLS, for clients with a certificate",
      writing(es, { tls: { certificate: { kind: "secret", name: "tls" }, clientCa: ca } }),
    ],
    [
      "with a queue, tries and batches of its own",
      writing(es, {
        queue: { requests: 10, consumers: 1 },
        retry: { seconds: 60 },
        batch: { spans: 9 },
      }),
    ],
    ["a query", reading(es)],
    ["with an archive", reading(everything)],
    ["with figures from the store", reading(es, { monitor: { kind: "store" } })],
    [
      "with figures from Prometheus",
      reading(keyspaces, {
        monitor: { kind: "prometheus", endpoint: endpointAt("p", 9090, "https"), ca },
      }),
    ],
    ["at another path", reading(remote, { basePath: "/jaeger", clockSkewSeconds: 1 })],
    ["with ClickHouse", reading(clickhouse)],
    ["an ingester", ingester()],
    ["with Kafka behind TLS and a login", ingester({ kafka: secured, group: "second" })],
  ])("%s", async (_, config) => {
    expect(await validated(await fileOf(config))).toBe("");
  });

  test("and nothing that it does not know", async () => {
    const { extensions, ...others } = writing(es);
    const config = { ...others, extensions: { ...extensions, healthcheckv2: { unknown: 1 } } };
    expect(await validated(await fileOf(config))).toContain("has invalid keys: unknown");
  });
});

/** Starts a collector with a store in its pod, and a query that reads it through the collector. */
async function system(store: JaegerStore, name: string) {
  const address = ownAddress();
  const page = ownAddress();
  const writes = await startJaeger(await fileOf(writing(store), `${name}-collector.yaml`), address);
  running.push(writes);
  const from = { kind: "grpc", endpoint: endpointAt(address, 17271, "grpc") } as const;
  place.write(pathOf("ui"), uiFile(settleQuery({ ...given, store: from })));
  const config = await fileOf(reading(from), `${name}-query.yaml`);
  // At all addresses of the pod, which are those of the machine here.
  const http = `extensions.jaeger_query.http.endpoint=${page}:16686`;
  running.push(await startJaeger(config, page, [http]));
  return { writes, page: `http://${page}:16686` };
}

describe("what is sent is found", () => {
  test("in the memory of the collector, by a query beside it", async () => {
    const { writes, page } = await system({ kind: "memory" }, "memory");
    const sent = await sendTrace(writes.address, "shop", ["GET /cart", "pay", "ship"]);
    expect(await shownTrace(page, sent)).toEqual(sent);
    const services = await fetch(`${page}/api/services`).then((answer) => answer.json());
    expect(services).toMatchObject({ data: ["shop"], total: 1 });
  });

  test("in Badger, also after the collector has ended and started again", async () => {
    const { writes, page } = await system(badger, "badger");
    const sent = await sendTrace(writes.address, "shop", ["GET /cart", "pay"]);
    expect(await shownTrace(page, sent)).toEqual(sent);
    await writes.stop();
    const again = await startJaeger(`${place.folder}/badger-collector.yaml`, writes.address);
    running = [...running.filter((jaeger) => jaeger !== writes), again];
    expect(await shownTrace(page, sent)).toEqual(sent);
  });

  test("when the collector ends right after it has taken it", async () => {
    const { writes, page } = await system(badger, "ending");
    const sent = await sendTrace(writes.address, "shop", ["last words"]);
    await writes.stop();
    const again = await startJaeger(`${place.folder}/ending-collector.yaml`, writes.address);
    running = [...running.filter((jaeger) => jaeger !== writes), again];
    expect(await shownTrace(page, sent)).toEqual(sent);
  });
});

test("metrics have the names that dashboards know, and health has its port", async () => {
  const { writes } = await system({ kind: "memory" }, "metrics");
  await sendTrace(writes.address, "shop", ["GET /cart"]);
  const metrics = await fetch(`http://${writes.address}:8888/metrics`).then((it) => it.text());
  expect(metrics).toMatch(/^otelcol_receiver_accepted_spans_total\{.*receiver="otlp".*\} 1$/m);
  expect(metrics).toMatch(/^otelcol_exporter_queue_capacity\{.*\} 1000$/m);
});

test("programs are told how often to trace", async () => {
  const address = ownAddress();
  const config = writing({ kind: "memory" }, { sampling: { kind: "file", probability: 0.5 } });
  running.push(await startJaeger(await fileOf(config, "sampling.yaml"), address));
  const told = await fetch(`http://${address}:5778/api/sampling?service=shop`);
  expect(await told.json()).toMatchObject({
    strategyType: 0,
    probabilisticSampling: { samplingRate: 0.5 },
  });
});
