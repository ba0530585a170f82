/** What the platform's own Elasticsearch holds of the schema. */

import { z } from "zod";
import { messageOf } from "../command";
import { field, hasCondition } from "../kubernetes";
import type { LiveCluster } from "../stack/live";
import { ask } from "./ask";
import { type Objects, listOf, text } from "./collect";
import { Forward } from "./forward";
import type { Schema } from "./observations";

const PORT = 9200;

const Templates = z.object({
  index_templates: z.array(
    z.object({
      name: z.string(),
      index_template: z.object({ index_patterns: z.array(z.string()) }),
    }),
  ),
});
const Indices = z.array(z.object({ index: z.string() }));

/** Undefined when the platform runs no Elasticsearch itself. */
export async function schemaOf(
  cluster: LiveCluster,
  namespace: string,
  { workloads, pods }: Objects,
): Promise<Schema | undefined> {
  const all = workloads.map(({ of }) => of);
  const workload = all.find(
    (one) => text(one, "metadata", "labels", "app.kubernetes.io/name") === "elasticsearch",
  );
  if (workload === undefined) return undefined;
  const store = text(workload, "metadata", "name");
  const pod = pods.find(
    (one) =>
      text(one, "metadata", "labels", "app.kubernetes.io/instance") === store &&
      hasCondition(one, "Ready"),
  );
  if (pod === undefined) return { store, problem: "no pod of it is ready" };
  const target = { namespace, name: `pod/${text(pod, "metadata", "name")}`, ports: [PORT] };
  try {
    const login = await loginOf(cluster, namespace, { store: workload, all });
    const forward = await Forward.to(cluster.kubectl, cluster.access, target);
    try {
      const get = async (path: string): Promise<unknown> => {
        const asked = { port: forward.portOf(PORT), path, ...login };
        const { status, text: said } = await ask(asked);
        if (status === 401) throw new Refused(referenceOf(all, "SW_ES_PASSWORD").name);
        if (status !== 200) throw new Error(`${path} is answered with ${status}`);
        return JSON.parse(said);
      };
      const templates = Templates.parse(await get("/_index_template"));
      const indices = Indices.parse(await get("/_cat/indices?format=json&h=index"));
      return {
        store,
        templates: templates.index_templates
          .map(({ name, index_template }) => ({ name, patterns: index_template.index_patterns }))
          .filter(({ patterns }) => patterns.some((pattern) => OWN.test(pattern))),
        indices: indices.map(({ index }) => index).filter((index) => OWN.test(index)),
      };
    } finally {
      forward.close();
    }
  } catch (error) {
    if (error instanceof Refused) return { store, refused: error.secret };
    return { store, problem: messageOf(error) };
  }
}

/** The store does not know the user with this password. */
class Refused extends Error {
  constructor(readonly secret: string) {
    super();
  }
}

/** Prefixes are free to choose; those of Elasticsearch itself begin with a dot or end with a dash. */
const OWN = /^[a-z][a-z0-9-]*_/;

/** The user that OAP logs in as, and the CA where there is TLS: out of the Secrets that the pods take. */
async function loginOf(
  cluster: LiveCluster,
  namespace: string,
  { store, all }: { store: unknown; all: readonly unknown[] },
): Promise<{ login: string; ca?: string }> {
  const valueOf = async (name: string, key: string) => {
    const secret = await cluster.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
    return Buffer.from(text(secret, "data", key), "base64").toString();
  };
  const variable = (called: string) => {
    const { name, key } = referenceOf(all, called);
    return valueOf(name, key);
  };
  const login = `${await variable("SW_ES_USER")}:${await variable("SW_ES_PASSWORD")}`;
  const volumes = listOf(field(store, "spec", "template", "spec", "volumes"));
  const certs = volumes.find((one) => text(one, "name") === "certs");
  return certs === undefined
    ? { login }
    : { login, ca: await valueOf(text(certs, "secret", "secretName"), "ca.crt") };
}

/** Where a variable of some workload takes its value from. */
function referenceOf(workloads: readonly unknown[], variable: string) {
  const found = workloads
    .flatMap((one) => listOf(field(one, "spec", "template", "spec", "containers", 0, "env")))
    .find((one) => text(one, "name") === variable);
  const of = field(found, "valueFrom", "secretKeyRef");
  return { name: text(of, "name"), key: text(of, "key") };
}
