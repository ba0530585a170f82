import * as pulumi from "@pulumi/pulumi";
import { contradictions } from "./contradictions";
import { problemsOf, wantOf } from "./issues";
import { type ReadFile, type Setting, kubeconfigOf } from "./kubeconfig";
import { type PlatformConfig, platform } from "./platform";
import { type Problem, messageOf, valueAt, wrong } from "./problems";
import { type Keys, keyProblems, referredTo } from "./secrets";

/** All that a stack's configuration consists of; secrets by name only. */
export interface Given extends Keys {
  /** Text of `platform`, in JSON. */
  readonly platform: string | undefined;
  /** What takes the place of `platform.cluster.kubeconfig`, and the name it is given under. */
  readonly kubeconfig: Setting | undefined;
  /** What takes the place of `platform.cluster.context`, and the name it is given under. */
  readonly context: Setting | undefined;
  readonly read: ReadFile;
}

/** A value, or everything that is wrong with what was given. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** What the program is built from. */
export interface Settings {
  /** As people wrote it: it fits the schema. */
  readonly platform: Readonly<Record<string, unknown>>;
  /** Content of the kubeconfig. */
  readonly kubeconfig: string;
  readonly context: string;
  /** Names of the secret keys that the platform refers to; all are there. */
  readonly secrets: readonly string[];
}

/** Checks a whole configuration and tells everything that is wrong at once. */
export function parseConfig(given: Given): Checked<Settings> {
  const raw = jsonOf(given.platform);
  const cluster = clusterOf(given, raw);
  const problems = [
    ...problemsIn(parsePlatform(raw)),
    ...problemsIn(cluster),
    ...keyProblems(given, raw),
  ];
  if ("problems" in cluster || problems.length > 0 || !isMap(raw)) return { problems };
  return { value: { platform: raw, ...cluster.value, secrets: referredTo(raw) } };
}

/**
 * The value of `platform`, ready for the stacks.
 *
 * @throws RunError that lists everything that cannot be used
 */
export function checkedPlatform(given: unknown): PlatformConfig {
  const checked = parsePlatform(given);
  if ("problems" in checked)
    throw new pulumi.RunError(messageOf("The configuration", checked.problems));
  return checked.value;
}

/** Checks the value of `platform`. */
export function parsePlatform(raw: unknown): Checked<PlatformConfig> {
  const { data, error } = platform.safeParse(raw, { error: wantOf });
  const problems = [...problemsOf(error?.issues ?? [], raw, "platform"), ...contradictions(raw)];
  return data === undefined || problems.length > 0 ? { problems } : { value: data };
}

function problemsIn(checked: Checked<unknown>): readonly Problem[] {
  return "problems" in checked ? checked.problems : [];
}

/** A stack of its own needs a cluster; one that is given beside the configuration will do. */
function clusterOf(given: Given, raw: unknown): Checked<{ kubeconfig: string; context: string }> {
  const kubeconfig = given.kubeconfig ?? settingOf(raw, "kubeconfig");
  const context = given.context ?? settingOf(raw, "context");
  if (kubeconfig === undefined || context === undefined)
    return { problems: isMap(raw) && raw["cluster"] === undefined ? [NO_CLUSTER] : [] };
  const found = kubeconfigOf(kubeconfig, context, given.read);
  return "problem" in found
    ? { problems: [found.problem] }
    : { value: { kubeconfig: found.content, context: context.value } };
}

const NO_CLUSTER = {
  path: "platform.cluster",
  text: wrong(undefined, "a map of kubeconfig and context"),
};

function settingOf(raw: unknown, field: "kubeconfig" | "context"): Setting | undefined {
  const value = valueAt(raw, ["cluster", field]);
  if (typeof value !== "string" || value === "") return undefined;
  return { path: `platform.cluster.${field}`, value };
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
