import { describe, expect, test } from "vitest";
import { JaegerDependencies, type JaegerDependenciesArgs } from "./jaeger-dependencies";
import { endpointAt } from "./kit/endpoint";
import type { JaegerElasticsearch } from "./kit/jaeger-store";
import { only, render } from "./kit/testing";

const CRON_JOB = "kubernetes:batch/v1:CronJob";
const credentials = {
  username: { name: "external-login", key: "username" },
  password: { name: "external-login", key: "password" },
};
const ca = { kind: "secret", name: "external-ca", key: "tls-ca.pem" } as const;
const STORE: JaegerElasticsearch = {
  kind: "elasticsearch",
  indexPrefix: "apm",
  connection: { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca },
};
const CASSANDRA = {
  kind: "cassandra",
  servers: [endpointAt("c-0", 9042, "tcp"), endpointAt("c-1", 9042, "tcp")],
} as const;
const make = (args: Partial<JaegerDependenciesArgs> = {}) =>
  render(
    () =>
      new JaegerDependencies("graph", {
        ...{ namespace: "tracing", version: "0.7.2", store: STORE },
        ...args,
      }),
  );
const podOf = async (args: Partial<JaegerDependenciesArgs> = {}) =>
  only(await make(args), CRON_JOB).inputs.spec.jobTemplate.spec.template.spec;
const env = ({ containers: [{ env }] }: any) =>
  Object.fromEntries(
    env.map(({ name, value, valueFrom }: any) => [
      name,
      value ?? `${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`,
    ]),
  );

test("one run a day, at its end, which is not tried again on the next", async () => {
  const { spec } = only(await make(), CRON_JOB).inputs;
  const { jobTemplate, ...cron } = spec;
  expect(cron).toEqual({
    schedule: "40 23 * * *",
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 900,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
  });
  const { template, ...job } = jobTemplate.spec;
  expect(job).toEqual({ backoffLimit: 0, activeDeadlineSeconds: 7200 });
  expect(template.spec.restartPolicy).toBe("Never");
});

test("it reads what Jaeger wrote: same address, user, prefix, and CA", async () => {
  const pod = await podOf();
  expect(pod.containers[0].image).toBe(
    "ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.7.2-elasticsearch8",
  );
  expect(env(pod)).toEqual({
    ES_NODES: "https://es.example.com:9200",
    ES_NODES_WAN_ONLY: "true",
    ES_USERNAME: "external-login/username",
    ES_PASSWORD: "external-login/password",
    ES_INDEX_PREFIX: "apm",
    JAVA_OPTS: "-XX:MaxRAMPercentage=75 -Djavax.net.ssl.trustStore=/truststore/ca.jks",
    SPARK_LOCAL_IP: "127.0.0.1",
  });
  expect(pod.initContainers[0].args).toEqual([
    "truststore",
    "/store-ca/ca.crt",
    "/truststore/ca.jks",
  ]);
});

test("where indices roll over, it reads and writes by alias", async () => {
  const told = env(await podOf({ store: { ...STORE, rotation: { kind: "ilm" } } }));
  expect(told["ES_USE_ALIASES"]).toBe("true");
});

test("OpenSearch has an image and names of its own", async () => {
  const connection = { endpoint: endpointAt("os", 9200, "http") };
  const pod = await podOf({ store: { kind: "opensearch", connection }, peerServiceTag: "peer" });
  expect(pod.containers[0].image).toMatch(/:v0\.7\.2-opensearch$/);
  expect(pod.initContainers).toBeUndefined();
  expect(env(pod)).toEqual({
    OS_NODES: "http://os:9200",
    OS_NODES_WAN_ONLY: "true",
    JAVA_OPTS: "-XX:MaxRAMPercentage=75",
    PEER_SERVICE_TAG: "peer",
    SPARK_LOCAL_IP: "127.0.0.1",
  });
});

test("Cassandra has too", async () => {
  const pod = await podOf({ store: { ...CASSANDRA, credentials, keyspace: "ours" } });
  expect(pod.containers[0].image).toMatch(/:v0\.7\.2-cassandra$/);
  expect(env(pod)).toEqual({
    CASSANDRA_CONTACT_POINTS: "c-0:9042,c-1:9042",
    CASSANDRA_KEYSPACE: "ours",
    CASSANDRA_LOCAL_DC: "dc1",
    CASSANDRA_USERNAME: "external-login/username",
    CASSANDRA_PASSWORD: "external-login/password",
    JAVA_OPTS: "-XX:MaxRAMPercentage=75",
    SPARK_LOCAL_IP: "127.0.0.1",
  });
});

test.each([
  ["7.10.2", "elasticsearch7"],
  ["7.17.29", "elasticsearch8"],
  ["8.19.4", "elasticsearch8"],
  ["9.1.0", "elasticsearch9"],
])("Elasticsearch %s has the driver of %s", async (version, variant) => {
  const connection = { ...STORE.connection, version };
  const { containers } = await podOf({ store: { ...STORE, connection } });
  expect(containers[0].image.split(":v0.7.2-")[1]).toBe(variant);
});

test("its user has a name, which Spark needs", async () => {
  const { data } = only(await make(), "kubernetes:core/v1:ConfigMap").inputs;
  expect(data).toEqual({ passwd: "jaeger:x:10001:10001::/tmp:/sbin/nologin\n" });
});

test("pods may ask for names and call the store, and nobody may call them", async () => {
  const { spec } = only(await make(), "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
  expect(spec.ingress).toEqual([]);
  expect(spec.egress.map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([
    [53, 53],
    [9200],
  ]);
});

describe("what cannot work is refused", () => {
  test.each<[string, Partial<JaegerDependenciesArgs>]>([
    ['version is "latest"; give 0.7.0 or later.', { version: "latest" }],
    [
      'store.ca is "given"; give a Cassandra without TLS: ' +
        "the job reads no CA but from a truststore with a known password.",
      { store: { ...CASSANDRA, ca } },
    ],
    [
      'store.rotation.every is "hour"; ' +
        "give day, or rollover: the job reads one index by its day.",
      { store: { ...STORE, rotation: { kind: "periodic", every: "hour" } } },
    ],
    [
      'schedule is "0 * * * *"; give minute, hour, and * * *: once a day, such as 40 23 * * *.',
      { schedule: "0 * * * *" },
    ],
  ])("%s", async (problem, args) => {
    const message = `JaegerDependencies "graph": ${problem}`;
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
