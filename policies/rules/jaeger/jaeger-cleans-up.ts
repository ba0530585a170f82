import { pipelinesIn } from "../../read/pipelines";
import { containersIn, type KubernetesObject, type Manifest } from "../../objects";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { jaegerWith } from "./examples";

const STORING = jaegerWith({
  image: "docker.io/jaegertracing/jaeger-collector:1.76.0",
  container: { env: [{ name: "SPAN_STORAGE_TYPE", value: "elasticsearch" }] },
});
const CLEANER = {
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "jaeger-index-cleaner", namespace: "tracing" },
  spec: {
    schedule: "55 23 * * *",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 3600,
    jobTemplate: {
      spec: {
        template: {
          spec: {
            containers: [
              { name: "cleaner", image: "docker.io/jaegertracing/jaeger-es-index-cleaner:2.20.0" },
            ],
          },
        },
      },
    },
  },
};
const TOOLS = /jaeger-es-(index-cleaner|rollover)/;

export const jaegerCleansUp = rule({
  name: "jaeger-cleans-up",
  family: "jaeger",
  scope: "stack",
  severity: "high",
  title: "Something deletes the old indexes of Jaeger",
  why: "Jaeger has no end for its data in Elasticsearch: the disks fill up, and it stores nothing any more.",
  remedy:
    "run jaeger-es-index-cleaner or jaeger-es-rollover as a CronJob with concurrencyPolicy Forbid and a deadline, or use ILM",
  source: "https://www.jaegertracing.io/docs/2.20/storage/elasticsearch/#index-cleaner",
  bad: STORING,
  good: [...STORING, CLEANER],
  check: (object, { stack }) => [
    ...when(
      storesInElasticsearch(object, stack) && !isCleaned(stack),
      "no CronJob deletes its old indexes, and it does not use ILM",
    ),
    ...(object.kind === "CronJob" && isTool(object) ? scheduleFaults(object.manifest.spec) : []),
  ],
});

function storesInElasticsearch(object: KubernetesObject, stack: Stack): boolean {
  const backends = pipelinesIn(object, stack).flatMap(({ config }) =>
    Object.values<Manifest>(config?.extensions?.jaeger_storage?.backends ?? {}).flatMap(
      (one) => one?.elasticsearch ?? one?.opensearch ?? [],
    ),
  );
  const rotated = (one: Manifest) =>
    one.use_ilm === true || JSON.stringify(one.indices ?? {}).includes("auto_rollover");
  const old = running(object, "jaegerCollector", "jaegerOne").filter(
    ({ spec }) =>
      valueOf(spec, "SPAN_STORAGE_TYPE") === "elasticsearch" &&
      valueOf(spec, "ES_USE_ILM") !== "true",
  );
  return backends.some((one) => !rotated(one)) || old.length > 0;
}

function isCleaned(stack: Stack): boolean {
  return stack.ofKind("CronJob").some(isTool);
}

function isTool(object: KubernetesObject): boolean {
  return containersIn(object).some(({ spec }) => TOOLS.test(String(spec.image)));
}

function scheduleFaults({ concurrencyPolicy, startingDeadlineSeconds }: Manifest) {
  return [
    ...when(
      concurrencyPolicy !== "Forbid",
      `spec.concurrencyPolicy is ${concurrencyPolicy ?? "Allow"}; give Forbid`,
    ),
    ...when(!startingDeadlineSeconds, "spec.startingDeadlineSeconds is missing"),
  ];
}
