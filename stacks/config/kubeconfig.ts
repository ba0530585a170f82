import type { Problem } from "./problems";
import { oneOf, wrong } from "./problems";

/** Where a setting came from, and what it says. */
export interface Setting {
  readonly path: string;
  readonly value: string;
}

/** Text of a file, or `undefined` when there is no such file. */
export type ReadFile = (path: string) => string | undefined;

/** The content of a kubeconfig that is given as path or as content, and what is wrong with it. */
export function kubeconfigOf(
  kubeconfig: Setting,
  context: Setting,
  read: ReadFile,
): { content: string } | { problem: Problem } {
  const { path, value } = kubeconfig;
  const content = isContent(value) ? value : read(value);
  if (content === undefined) {
    const text = `is ${JSON.stringify(value)}, and there is no such file; give the path of a kubeconfig, or run: make up`;
    return { problem: { path, text } };
  }
  const contexts = contextsOf(content);
  if (contexts === undefined) {
    const text = isContent(value)
      ? "is no path and no kubeconfig; give one with clusters, contexts and users"
      : `is ${JSON.stringify(value)}, which is no kubeconfig; give the path of one`;
    return { problem: { path, text } };
  }
  return contexts.includes(context.value)
    ? { content }
    : {
        problem: { path: context.path, text: wrong(context.value, oneOf(contexts, context.value)) },
      };
}

function isContent(value: string): boolean {
  return value.includes("\n") || value.trimStart().startsWith("{");
}

/**
 * Names of the contexts in a kubeconfig, in JSON or in YAML with a line for each name, as `kubectl`
 * and others write it.
 */
function contextsOf(content: string): string[] | undefined {
  if (content.trimStart().startsWith("{")) return contextsOfJson(content);
  const [, after] = content.split(/^contexts:[ \t\r]*$/m);
  if (after === undefined) return undefined;
  const section = after.split(/^[A-Za-z]/m)[0] ?? "";
  const indent = /^( *)- /m.exec(section)?.[1] ?? "";
  const names = section.matchAll(new RegExp(`^${indent}[- ] name: *["']?([^"'\\r\\n]*)`, "gm"));
  return [...names].map(([, name]) => (name ?? "").trim());
}

function contextsOfJson(content: string): string[] | undefined {
  try {
    const contexts: unknown = Reflect.get(Object(JSON.parse(content)), "contexts");
    if (!Array.isArray(contexts)) return undefined;
    return contexts.map((context) => String(Reflect.get(Object(context), "name")));
  } catch {
    return undefined;
  }
}
