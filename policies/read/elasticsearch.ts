import { type KubernetesObject, list, namespaceOf, podsOf } from "../objects";
import type { OwnedPod, Stack } from "../stack";
import { elasticsearchSettings } from "./expected";
import { once } from "./once";
import { runningIn } from "./products";

/** Pods of an Elasticsearch with their settings. */
export interface Node {
  readonly pod: OwnedPod;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Nodes of the stack, one for each set of equal ones. */
export const nodesIn = once((stack: Stack): readonly Node[] =>
  stack.objects.flatMap((object) => nodesOf(object, stack)),
);

/** Nodes that an object makes. */
export function nodesOf(object: KubernetesObject, stack: Stack): readonly Node[] {
  return podsOf(object)
    .filter((pod) => pod.kind === "stays" && runningIn(pod, "elasticsearch").length > 0)
    .map((pod) => ({ ...pod, of: object }))
    .map((pod) => ({ pod, settings: settingsOf(pod, stack) }));
}

/** Settings of a node: its file, and above it the variables that have the name of a setting. */
export function settingsOf(pod: OwnedPod, stack: Stack): Readonly<Record<string, unknown>> {
  const variables = runningIn(pod, "elasticsearch").flatMap(({ spec }) =>
    list(spec.env)
      .filter(({ name }) => String(name).includes("."))
      .map(({ name, value }) => [String(name), typeof value === "string" ? valued(value) : value]),
  );
  return { ...elasticsearchSettings(pod, stack), ...Object.fromEntries(variables) };
}

/** Sets of equal nodes that form one cluster with a node. */
export function clusterOf(node: Node, stack: Stack): readonly Node[] {
  const place = namespaceOf(node.pod.of);
  const name = node.settings["cluster.name"];
  return nodesIn(stack).filter(
    (other) => namespaceOf(other.pod.of) === place && other.settings["cluster.name"] === name,
  );
}

/** Whether a node may become master; without `node.roles` it has all roles. */
export function mayBeMaster({ settings }: Node): boolean {
  const roles = settings["node.roles"];
  const named = Array.isArray(roles)
    ? roles.map(String)
    : typeof roles === "string"
      ? roles.split(",")
      : undefined;
  return named === undefined || named.includes("master");
}

/** A list, or a text with commas. */
export function names(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string"
    ? value
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "")
    : [];
}

function valued(text: string): unknown {
  return text === "true" ? true : text === "false" ? false : text;
}
