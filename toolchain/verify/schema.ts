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
    const login = await loginOf(cluster, namespace, workload);
    const forward = await Forward.to(cluster.kubectl, cluster.access, target);
    try {
      const get = async (path: string): Promise<unknown> => {
        const { status, text: said } = await ask({ port: forward.portOf(PORT), path, ...login });
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
    return { store, problem: messageOf(error) };
  }
}

/** Prefixes are free to choose; those of Elasticsearch itself begin with a dot or end with a dash. */
const OWN = /^[a-z][a-z0-9-]*_/;

/** The clients' user, and the CA where there is TLS: out of the Secrets that the pods mount. */
async function loginOf(
  cluster: LiveCluster,
  namespace: string,
  workload: unknown,
): Promise<{ login: string; ca?: string }> {
  const volumes = listOf(field(workload, "spec", "template", "spec", "volumes"));
  const secretOf = async (volume: string) => {
    const found = volumes.find((one) => text(one, "name") === volume);
    const name = text(found, "secret", "secretName");
    return name === "" ? undefined : cluster.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
  };
  const [client, certs] = [await secretOf("client"), await secretOf("certs")];
  const login = `${decoded(client, "username")}:${decoded(client, "password")}`;
  return certs === undefined ? { login } : { login, ca: decoded(certs, "ca.crt") };
}

const decoded = (secret: unknown, key: string) =>
  Buffer.from(text(secret, "data", key), "base64").toString();
