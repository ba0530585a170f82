import { type KubernetesObject, namespaceOf } from "../../objects";
import { running } from "../../read/products";
import { modeOf, storageOf } from "../../read/storage";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { jobWith, oapWith } from "./examples";

const STORAGE = { SW_STORAGE: "elasticsearch", SW_STORAGE_ES_CLUSTER_NODES: "es:9200" };
const SERVER = oapWith({ ...STORAGE, JAVA_OPTS: "-Dmode=no-init" });

export const oapSchemaIsMadeOnce = rule({
  name: "oap-schema-is-made-once",
  family: "skywalking",
  scope: "stack",
  severity: "critical",
  title: "For each storage one Job makes the schema, and every OAP waits for it",
  why: "Two that create indexes at once end with wrong mappings or for ever blocked; without any, OAP waits for ever.",
  remedy: "run one Job with JAVA_OPTS -Dmode=init, and give every server -Dmode=no-init",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-init-mode/",
  bad: [SERVER],
  good: [SERVER, jobWith({ ...STORAGE, JAVA_OPTS: "-Dmode=init" })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const mode = modeOf(spec);
      const jobs = initJobs(stack).filter(
        (job) => job.storage === storageOf(spec) && namespaceOf(job.object) === namespaceOf(object),
      );
      if (pod.kind === "ends") {
        const others = jobs.filter((job) => job.object !== object).map((job) => job.object.title);
        return mode === "init"
          ? others.map((other) => `${title} makes the schema that ${other} makes, too`)
          : [];
      }
      return [
        ...when(
          mode === "init",
          `${title}: JAVA_OPTS has -Dmode=init, which ends at once; give -Dmode=no-init`,
        ),
        ...when(mode === undefined, `${title}: JAVA_OPTS has no -Dmode=no-init`),
        ...when(
          mode === "no-init" && jobs.length === 0,
          `${title} waits for a schema, and no Job with -Dmode=init makes it in its storage`,
        ),
      ];
    }),
});

function initJobs(stack: Stack): { object: KubernetesObject; storage: string }[] {
  return stack.ofKind("Job").flatMap((object) =>
    running(object, "oap")
      .filter(({ spec }) => modeOf(spec) === "init")
      .map(({ spec }) => ({ object, storage: storageOf(spec) })),
  );
}
