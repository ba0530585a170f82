import { list, type Manifest, namespaceOf } from "../../objects";
import { running } from "../../read/products";
import { modeOf, storageOf } from "../../read/storage";
import { each, rule, when } from "../../rule";
import { jobWith, oapWith } from "./examples";

const STORAGE = { SW_STORAGE: "elasticsearch", SW_STORAGE_ES_CLUSTER_NODES: "es:9200" };
const JOB = jobWith({ ...STORAGE, JAVA_OPTS: "-Dmode=init" });

export const oapInitMatchesServers = rule({
  name: "oap-init-matches-servers",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "The Job that makes the schema has the image and the storage settings of the servers",
  why: "The schema lacks what the servers look for, and they wait for ever, or its shards and replicas are others.",
  remedy: "give the Job the image and all SW_STORAGE variables of the servers",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-init-mode/",
  bad: [oapWith({ ...STORAGE, SW_STORAGE_DAY_STEP: "2" }), JOB],
  good: [oapWith(STORAGE), JOB],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind !== "ends" || modeOf(spec) !== "init") return [];
      const servers = stack.pods
        .filter(({ of, kind }) => kind === "stays" && namespaceOf(of) === namespaceOf(object))
        .flatMap(({ of }) => running(of, "oap").map((server) => ({ of, server: server.spec })))
        .filter(({ server }) => storageOf(server) === storageOf(spec));
      return servers.flatMap(({ of, server }) => [
        ...when(
          server.image !== spec.image,
          `${title} runs ${spec.image}, and ${of.title} runs ${server.image}`,
        ),
        ...different(spec, server).map((name) => `${title}: ${name} is not that of ${of.title}`),
      ]);
    }),
});

function different(one: Manifest, other: Manifest): string[] {
  const [own, theirs] = [settingsOf(one), settingsOf(other)];
  return [...new Set([...own.keys(), ...theirs.keys()])]
    .filter((name) => own.get(name) !== theirs.get(name))
    .sort();
}

function settingsOf(container: Manifest): Map<string, string> {
  return new Map(
    list(container.env)
      .filter(({ name }) => /^SW_(STORAGE|NAMESPACE|ES_|JDBC_URL)/.test(name))
      .map(({ name, value, valueFrom }) => [
        name,
        valueFrom ? JSON.stringify(valueFrom) : String(value),
      ]),
  );
}
