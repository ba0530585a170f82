/** What is measured. */

import { join } from "node:path";
import { z } from "zod";
import { type Environment, ROOT, environments } from "../golden/environments";
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

/** What stands around SkyWalking and its namespace, and in SkyWalking around storage, OAP and its web page. */
const AROUND = {
  platform: ["certManager", "jaeger", "mesh"],
  skywalking: ["gateway", "satellite", "metricsAdapter", "operator", "selfObservability"],
};

/** The program of this project with storage, OAP and its web page, as one of its environments has them. */
export function coreOf(environment: string): Program {
  const { platform, ...found } = environmentOf(environment);
  const without = (parts: Record<string, unknown>, others: readonly string[]) =>
    Object.fromEntries(Object.entries(parts).filter(([part]) => !others.includes(part)));
  const all = z.record(z.string(), z.unknown()).parse(platform["skywalking"]);
  const skywalking = without(all, AROUND.skywalking);
  const core = { ...found, platform: { ...without(platform, AROUND.platform), skywalking } };
  return { ...programOf(core), name: `${environment}, the core` };
}

/** The program of this project, in one of its environments. */
export function platformIn(environment: string): Program {
  return programOf(environmentOf(environment));
}

/**
 * What the packages of Pulumi need by themselves for the resources of a program.
 *
 * @param recorded file with what the program registered
 */
export function bareOf({ name }: Program, recorded: string): Program {
  return {
    name: `${name}, the bare resources`,
    directory: join(__dirname, "bare"),
    stack: "bench",
    config: { "kube-tracing:recorded": recorded },
    env,
  };
}

function environmentOf(environment: string): Environment {
  const found = environments().find(({ name }) => name === environment);
  if (!found) throw new Error(`there is no Pulumi.${environment}.yaml`);
  return found;
}

function programOf(found: Environment): Program {
  const secretKeys = found.secrets.map((key) => `kube-tracing:${key}`);
  return {
    name: found.name,
    stack: found.name,
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
