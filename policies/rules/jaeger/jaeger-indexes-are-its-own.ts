import { pipelinesIn } from "../../read/pipelines";
import type { KubernetesObject, Manifest } from "../../objects";
import { running } from "../../read/products";
import { numberOf, valueOf } from "../../read/variables";
import { rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { jaegerWith } from "./examples";

const storing = (replicas: string) =>
  jaegerWith({
    image: "docker.io/jaegertracing/jaeger-collector:1.76.0",
    container: {
      env: [
        { name: "SPAN_STORAGE_TYPE", value: "elasticsearch" },
        { name: "ES_NUM_REPLICAS", value: replicas },
      ],
    },
  });

export const jaegerIndexesAreItsOwn = rule({
  name: "jaeger-indexes-are-its-own",
  family: "jaeger",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "Indexes of Jaeger have a copy, and a prefix that is not that of SkyWalking",
  why: "One lost node loses the traces; one prefix for both lets a cleaner delete the other's indexes.",
  remedy: "set replicas to 1 or more, and an index_prefix that differs from SW_NAMESPACE",
  source: "https://www.jaegertracing.io/docs/2.20/storage/elasticsearch/",
  bad: storing("0"),
  good: storing("1"),
  check: (object, { stack }) => {
    const stores = [...settingsOfTwo(object, stack), ...settingsOfOne(object)];
    if (stores.length === 0) return [];
    const others = stack.pods.flatMap(({ of }) =>
      running(of, "oap").map(({ spec }) => valueOf(spec, "SW_NAMESPACE") ?? "sw"),
    );
    return stores.flatMap(({ copies, prefix }) => [
      ...when(
        copies.some((count) => count < 1),
        `its indexes have ${Math.min(...copies)} copies; give 1 or more`,
      ),
      ...when(
        prefix !== "" && others.includes(prefix),
        `its index prefix is ${prefix}, which SkyWalking uses`,
      ),
    ]);
  },
});

function settingsOfTwo(object: KubernetesObject, stack: Stack) {
  return pipelinesIn(object, stack).flatMap(({ config }) =>
    Object.values<Manifest>(config?.extensions?.jaeger_storage?.backends ?? {})
      .flatMap((one) => one?.elasticsearch ?? one?.opensearch ?? [])
      .map(({ indices }) => ({
        prefix: String(indices?.index_prefix ?? ""),
        copies: Object.values<Manifest>(indices ?? {}).flatMap((index) =>
          index?.replicas === undefined ? [] : [Number(index.replicas)],
        ),
      })),
  );
}

function settingsOfOne(object: KubernetesObject) {
  return running(object, "jaegerCollector", "jaegerQuery", "jaegerOne")
    .filter(({ spec }) => valueOf(spec, "SPAN_STORAGE_TYPE") === "elasticsearch")
    .map(({ spec }) => ({
      prefix: valueOf(spec, "ES_INDEX_PREFIX") ?? "",
      copies: [numberOf(spec, "ES_NUM_REPLICAS", 1)],
    }));
}
