/** What is measured. */

import { join } from "node:path";
import { ROOT, environments } from "../golden/environments";
import type { Program } from "./measure";

/** Their folders are not the root of the project, so they say where its settings are. */
const env = { PULUMI_NODEJS_TSCONFIG_PATH: join(ROOT, "tsconfig.json") };

/** Imports the packages that the platform imports, and creates nothing. */
export const EMPTY: Program = {
  name: "empty",
  directory: join(__dirname, "empty"),
  stack: "bench",
  config: {},
  env,
};

/** One component as often as asked for. */
export function copiesOf(copies: number): Program {
  return {
    name: `${copies} components`,
    directory: join(__dirname, "many"),
    stack: "bench",
    config: { "kube-tracing:copies": copies },
    env,
  };
}

/** The program of this project, in one of its environments. */
export function platformIn(environment: string): Program {
  const found = environments().find(({ name }) => name === environment);
  if (!found) throw new Error(`there is no Pulumi.${environment}.yaml`);
  const secretKeys = found.secrets.map((key) => `kube-tracing:${key}`);
  return {
    name: environment,
    stack: environment,
    config: {
      "kube-tracing:platform": found.platform,
      ...Object.fromEntries(secretKeys.map((key) => [key, "{}"])),
    },
    secretKeys,
    env: {
      KUBE_TRACING_KUBECONFIG: join(__dirname, "kubeconfig.json"),
      KUBE_TRACING_CONTEXT: "bench",
    },
  };
}
