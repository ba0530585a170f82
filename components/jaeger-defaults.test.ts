/**
 * Defaults of the charts of Jaeger (4.11.1 and 3.4.1) and of Jaeger 2.20 itself that lose traces, open
 * doors or do nothing: none of them is ours. Everything is what the components render by themselves.
 */

import { beforeAll, expect, test } from "vitest";
import { Elasticsearch } from "./elasticsearch";
import { JaegerCollector, type JaegerCollectorArgs } from "./jaeger-collector";
import { JaegerIndexCare } from "./jaeger-index-care";
import { JaegerQuery } from "./jaeger-query";
import { endpointAt } from "./kit/endpoint";
import type { JaegerElasticsearch } from "./kit/jaeger-store";
import { only, render, type Rendered } from "./kit/testing";

const credentials = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};
const ca = { kind: "secret", name: "ca", key: "ca.crt" } as const;
const connection = { endpoint: endpointAt("es.example.com", 9200, "https"), credentials, ca };
const store: JaegerElasticsearch = { kind: "elasticsearch", connection, indexPrefix: "apm" };
const given = { namespace: "tracing", version: "2.20.0" };

let objects: Rendered[] = [];
beforeAll(async () => {
  objects = await render(() => {
    const two = { kind: "fixed", replicas: 2 } as const;
    const to = { kind: "store", store } as const;
    new JaegerCollector("collector", { ...given, to, scale: two });
    new JaegerQuery("query", { ...given, store, scale: two });
    new JaegerIndexCare("care", { ...given, store });
  });
});

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const ROLES = ["collector", "query"] as const;
const specOf = (name: string) => only(objects, DEPLOYMENT, name).inputs.spec;
const podOf = (name: string) => specOf(name).template.spec;
const jaegerOf = (name: string) => podOf(name).containers[0];
const fileOf = (name: string, file = "config.yaml") =>
  JSON.parse(only(objects, "kubernetes:core/v1:ConfigMap", name).inputs.data[file]);
const all = (kind: string) => objects.filter(({ type }) => type.endsWith(`:${kind}`));
const each = (see: (name: string) => unknown) => ROLES.map(see);
const backendOf = (name: string) =>
  fileOf(name).extensions.jaeger_storage.backends.main.elasticsearch;
const exporterOf = (name: string) => fileOf(name).exporters.jaeger_storage_exporter;

/** What the chart or Jaeger does, what we do instead, and where that is seen. */
const DEFAULTS: [theirs: string, seen: () => unknown, ours: unknown][] = [
  [
    "4.x 1: traces in the memory of each of several pods",
    () => each((name) => Object.keys(fileOf(name).extensions.jaeger_storage.backends.main)),
    [["elasticsearch"], ["elasticsearch"]],
  ],
  [
    "4.x 2: the old pod ends before the new one is there",
    () => each((name) => specOf(name).strategy),
    Array(2).fill({
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
    }),
  ],
  [
    "4.x 3: no resources",
    () => each((name) => jaegerOf(name).resources.limits.memory),
    ["512Mi", "256Mi"],
  ],
  [
    "4.x 4: no security context, and a token",
    () =>
      each((name) => [
        podOf(name).automountServiceAccountToken,
        podOf(name).securityContext.runAsUser,
        podOf(name).securityContext.runAsGroup,
        jaegerOf(name).securityContext.readOnlyRootFilesystem,
        jaegerOf(name).securityContext.capabilities,
      ]),
    Array(2).fill([false, 10001, 10001, true, { drop: ["ALL"] }]),
  ],
  [
    "4.x 5: ConfigMaps of fixed names, on which two releases meet",
    () => all("ConfigMap").map(({ inputs }) => inputs.metadata.name),
    [undefined, undefined],
  ],
  [
    "4.x 6: files by subPath, which no change reaches",
    () =>
      each((name) =>
        jaegerOf(name).volumeMounts.filter(({ subPath }: { subPath?: string }) => subPath),
      ),
    [[], []],
  ],
  [
    "4.x 7: a knob for spreading that is misspelt",
    () => each((name) => podOf(name).topologySpreadConstraints.length),
    [2, 2],
  ],
  [
    "4.x 8: a NetworkPolicy that is never made",
    () => all("NetworkPolicy").map(({ inputs }) => inputs.metadata.name),
    ["care", "collector", "query"],
  ],
  [
    "4.x 9: Service ports that nobody answers",
    () =>
      only(objects, "kubernetes:core/v1:Service", "collector").inputs.spec.ports.map(
        ({ port }: { port: number }) => port,
      ),
    [4317, 4318],
  ],
  [
    "4.x 10: no disruption budget, and metrics that nobody finds",
    () => [
      all("PodDisruptionBudget").map(({ inputs }) => inputs.metadata.name),
      all("Service")
        .filter(({ inputs }) =>
          inputs.spec.ports.some(({ name }: { name: string }) => name === "metrics"),
        )
        .map(({ inputs }) => inputs.metadata.name),
    ],
    [
      ["collector", "query"],
      ["collector-headless", "query-headless"],
    ],
  ],
  [
    "4.x 11: the password as a variable, and in a ConfigMap",
    () =>
      each((name) => [
        backendOf(name).auth.basic.password_file,
        JSON.stringify(jaegerOf(name).env).includes("secretKeyRef"),
      ]),
    Array(2).fill(["/etc/jaeger/store-password", false]),
  ],
  [
    "4.x 12: a CA that is mounted and not used",
    () => each((name) => backendOf(name).tls),
    Array(2).fill({ ca_file: "/etc/jaeger/store-ca.crt" }),
  ],
  [
    "4.x 14: images of moving tags",
    () => [
      ...each((name) => jaegerOf(name).image),
      ...all("CronJob").map(
        ({ inputs }) => inputs.spec.jobTemplate.spec.template.spec.containers[0].image,
      ),
    ],
    [
      "docker.io/jaegertracing/jaeger:2.20.0",
      "docker.io/jaegertracing/jaeger:2.20.0",
      "docker.io/jaegertracing/jaeger-es-index-cleaner:2.20.0",
    ],
  ],
  [
    "4.x: one prefix for Jaeger, and another or none for its jobs",
    () => [
      ...each((name) => backendOf(name).indices.index_prefix),
      ...all("CronJob").map(({ inputs }) =>
        inputs.spec.jobTemplate.spec.template.spec.containers[0].env.find(
          ({ name }: { name: string }) => name === "INDEX_PREFIX",
        ),
      ),
    ],
    ["apm", "apm", { name: "INDEX_PREFIX", value: "apm" }],
  ],
  [
    "Jaeger: an exporter without a queue",
    () => exporterOf("collector").queue,
    { enabled: true, num_consumers: 10, queue_size: 1000 },
  ],
  [
    "Jaeger: an exporter that does not try again",
    () => exporterOf("collector").retry_on_failure,
    { enabled: true, initial_interval: "5s", max_interval: "30s", max_elapsed_time: "300s" },
  ],
  [
    "Jaeger: traces of any size in the memory of the query",
    () => fileOf("query").extensions.jaeger_query.max_trace_size,
    10000,
  ],
  [
    "Jaeger: five shards of each of four indices, every day",
    () =>
      ["spans", "services", "dependencies", "sampling"].map(
        (index) => backendOf("collector").indices[index].shards,
      ),
    [3, 1, 1, 1],
  ],
  [
    "Jaeger: one request to Elasticsearch at a time",
    () => backendOf("collector").bulk_processing.workers,
    4,
  ],
  [
    "Jaeger: a query that traces itself",
    () => fileOf("query").extensions.jaeger_query.enable_tracing,
    false,
  ],
  [
    "Jaeger: examples that log everything",
    () => each((name) => fileOf(name).service.telemetry.logs.level),
    ["info", "info"],
  ],
  [
    "Jaeger: receivers at localhost, where no other pod reaches them",
    () =>
      Object.values<{ endpoint: string }>(fileOf("collector").receivers.otlp.protocols).map(
        ({ endpoint }) => endpoint,
      ),
    ["${env:POD_IP}:4317", "${env:POD_IP}:4318"],
  ],
  [
    "Jaeger: metrics whose names lose _total and units",
    () =>
      each((name) => {
        const [reader] = fileOf(name).service.telemetry.metrics.readers;
        const { without_scope_info, without_type_suffix, without_units } =
          reader.pull.exporter.prometheus;
        return [without_scope_info, without_type_suffix, without_units];
      }),
    Array(2).fill([true, false, false]),
  ],
];

test.each(DEFAULTS)("not ours: %s", (_, seen, ours) => {
  expect(seen()).toEqual(ours);
});

test("not ours: 4.x 13: more labels or annotations that break the rendering", async () => {
  const podAnnotations = { "example.com/team": "tracing" };
  const made = await render(
    () => new JaegerQuery("query", { ...given, store, podAnnotations, ui: { menu: [] } }),
  );
  const { metadata } = only(made, DEPLOYMENT, "query").inputs.spec.template;
  expect(metadata.annotations).toEqual(podAnnotations);
});

test("not ours: 4.x 15: a job before Elasticsearch is there; here Jaeger waits for its job", async () => {
  const aliases = { ...store, rotation: { kind: "rollover" } } as const;
  const made = await render(() => {
    const { schema } = new JaegerIndexCare("care", { ...given, store: aliases });
    const to = { kind: "store", store: aliases } as const;
    new JaegerCollector("collector", { ...given, to, ...(schema === undefined ? {} : { schema }) });
  });
  const job = only(made, "kubernetes:batch/v1:Job").inputs.metadata.name;
  const { metadata } = only(made, DEPLOYMENT, "collector").inputs.spec.template;
  expect(metadata.annotations).toEqual({ "kube-tracing.io/schema": job });
});

test("not ours: 3.x: a store that loses its data, of a chart that nobody keeps, with a known password", async () => {
  const made = await render(() => {
    const args = { kind: "native", namespace: "tracing", version: "8.19.21" } as const;
    const { connection } = new Elasticsearch("es", { ...args, volume: { size: "10Gi" } });
    const to = { kind: "store", store: { kind: "elasticsearch", connection } } as const;
    new JaegerCollector("collector", { ...given, to } satisfies JaegerCollectorArgs);
  });
  const { spec } = only(made, "kubernetes:apps/v1:StatefulSet", "es").inputs;
  expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe("10Gi");
  expect(only(made, "kubernetes:core/v1:Secret", "es-client").secret).toEqual(["stringData"]);
  expect(made.filter(({ type }) => /Cassandra/.test(type))).toEqual([]);
});
