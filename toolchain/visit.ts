/** `make logs` and `make shell`: looks into the pods of a component, wherever its stack lives. */

import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { Whereabouts } from "./stack/home";
import { kubectlOf } from "./stack/live";
import { accessOf, factsOf } from "./stack/stack-file";

/** Prints what the pods of a component printed last, each line with its pod. Returns the exit code. */
export const logs = (where: Whereabouts, app: string): Promise<number> =>
  show(where, ["logs", "--prefix", "--all-containers", "--tail=200", podsOf(app)]);

/** Opens a shell in the first pod of a component. Returns the exit code. */
export async function shell(where: Whereabouts, app: string): Promise<number> {
  const args = await withLogin(where, ["get", "pods", "--output=name", podsOf(app)]);
  const { stdout } = await promisify(execFile)(kubectlOf(where.place), args);
  const [pod = ""] = stdout.trim().split("\n");
  if (pod === "") {
    where.progress.say(`stack ${where.place.stack} has no pod of "${app}": give one as in APP=oap`);
    return 1;
  }
  return show(where, ["exec", "--stdin", "--tty", pod, "--", "sh"]);
}

/** `oap` is short for `skywalking-oap`. */
const podsOf = (app: string) =>
  `--selector=app.kubernetes.io/instance in (${app}, skywalking-${app})`;

async function withLogin(where: Whereabouts, args: readonly string[]): Promise<string[]> {
  const access = await accessOf(where);
  if (access === undefined) throw new Error(`stack ${where.place.stack} is not deployed`);
  const { kubeconfig, context } = access;
  const { namespace } = factsOf(where.place);
  return [
    `--kubeconfig=${kubeconfig}`,
    `--context=${context}`,
    `--namespace=${namespace}`,
    ...args,
  ];
}

async function show(where: Whereabouts, args: readonly string[]): Promise<number> {
  const all = await withLogin(where, args);
  const child = spawn(kubectlOf(where.place), all, { stdio: "inherit" });
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => settle(code ?? 1));
  });
}
