/**
 * `make certificate`: the Secret that a stack takes the certificate of its Elasticsearch from, for
 * clusters without cert-manager; made, renewed, and moved to another authority in steps.
 */

import { spawn } from "node:child_process";
import { STEPS, type Step, rotated } from "./certificate/rotation";
import { authorityName, keptIn, namespaceOf, secretsOf } from "./certificate/secrets";
import { CommandFailed } from "./command";
import type { Whereabouts } from "./stack/home";
import { type Access, LiveCluster, kubectlOf } from "./stack/live";
import { accessOf, factsOf } from "./stack/stack-file";

export { STEPS } from "./certificate/rotation";

/** The name that the SkyWalking stack gives to its Elasticsearch. */
const SERVER = "skywalking-elasticsearch";

/** Whether a text names a step. */
export const isStep = (text: string): text is Step => STEPS.some((step) => step === text);

/** Returns whether the Secret is as the step wants it. */
export async function certificate(
  where: Whereabouts,
  step: Step,
  now = new Date(),
): Promise<boolean> {
  const { place, progress } = where;
  const { namespace, makesNamespace, certificateSecret: name } = factsOf(place);
  const access = await accessOf(where);
  if (name === undefined) {
    progress.say(
      `Pulumi.${place.stack}.yaml takes no certificate from a Secret: give storage.server.tls { kind: secret, name: … } first.`,
    );
    return false;
  }
  if (access === undefined) {
    progress.say(`stack ${place.stack} names no cluster: give KUBECONFIG=… as well.`);
    return false;
  }
  const kubectl = kubectlOf(place);
  const cluster = new LiveCluster(kubectl, access);
  const at = `/api/v1/namespaces/${namespace}`;
  const isThere = (await cluster.get(at)) !== undefined;
  if (!isThere && makesNamespace) {
    progress.say(`namespace ${namespace} is made by the stack: run make up, and this beside it.`);
    return false;
  }
  const secret = (title: string) => cluster.get(`${at}/secrets/${title}`);
  const kept = keptIn(await secret(name), await secret(authorityName(name)));
  const next = await rotated(kept, step, { name, names: namesIn(namespace), now });
  if (next === undefined) {
    progress.say(`Secret ${name} of namespace ${namespace}: nothing to do`);
    return true;
  }
  const objects = [
    ...(isThere ? [] : [namespaceOf(namespace)]),
    ...secretsOf(next, { namespace, name }),
  ];
  await apply(kubectl, access, objects);
  progress.say(`Secret ${name} of namespace ${namespace}: ${DONE[step]}`);
  return true;
}

const DONE: Readonly<Record<Step, string>> = {
  ensure: "has a certificate for the next 90 days",
  renew: "has a new certificate; Elasticsearch takes it over within two minutes, without a restart",
  trust:
    "trusts a new authority beside the old one; restart OAP, then: make certificate STEP=renew",
  forget: "trusts the new authority alone; restart OAP when it suits",
};

/** Names that clients, nodes and probes call. */
function namesIn(namespace: string): string[] {
  return [
    SERVER,
    `${SERVER}.${namespace}`,
    `${SERVER}.${namespace}.svc`,
    `*.${SERVER}-nodes.${namespace}.svc`,
    "localhost",
  ];
}

/** Server-side, so that no annotation repeats the keys. */
async function apply(kubectl: string, access: Access, objects: readonly object[]): Promise<void> {
  const args = ["apply", "--server-side", "--force-conflicts", "--field-manager=kube-tracing"];
  const login = ["--kubeconfig", access.kubeconfig, "--context", access.context];
  const child = spawn(kubectl, [...login, ...args, "--filename", "-"], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.end(JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  await new Promise<void>((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? settle() : reject(new CommandFailed(said.trim()))));
  });
}
