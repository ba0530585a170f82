import { pipelinesIn } from "../../read/pipelines";
import { rule, when } from "../../rule";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { jaegerWith } from "./examples";

const ONE = "docker.io/jaegertracing/all-in-one:1.76.0";
const storage = (value: string) =>
  jaegerWith({ image: ONE, container: { env: [{ name: "SPAN_STORAGE_TYPE", value }] } });

export const jaegerStorageLasts = rule({
  name: "jaeger-storage-lasts",
  family: "jaeger",
  scope: "stack",
  severity: "critical",
  from: "prod",
  title: "Jaeger does not keep traces in memory in production",
  why: "Every restart loses all of them, those of the outage that caused it first.",
  remedy: "use Elasticsearch, OpenSearch, Cassandra or ClickHouse",
  source: "https://www.jaegertracing.io/docs/2.20/storage/",
  bad: storage("memory"),
  good: storage("elasticsearch"),
  check: (object, { stack }) => {
    const backends = pipelinesIn(object, stack).flatMap(({ config }) =>
      Object.values(config?.extensions?.jaeger_storage?.backends ?? {}).flatMap((one) =>
        Object.keys(one ?? {}),
      ),
    );
    const types = running(object, "jaegerCollector", "jaegerQuery", "jaegerOne").map(
      ({ spec }) => valueOf(spec, "SPAN_STORAGE_TYPE") ?? "memory",
    );
    const bare = running(object, "jaeger").some(
      ({ spec }) => !JSON.stringify(spec.args ?? "").includes("--config"),
    );
    return when(
      [...backends, ...types].includes("memory") || bare,
      "its traces are in memory only",
    );
  },
});
