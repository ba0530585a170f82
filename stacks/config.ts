import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { parseConfig } from "./config/parse";
import { messageOf } from "./config/problems";

/** One environment: what `Pulumi.<environment>.yaml` says, checked; what `Platform` takes. */
export interface StackConfig {
  /** The value of `platform`, as people wrote it: it fits the schema. */
  platform: Record<string, unknown>;
  /** Content of the kubeconfig; secret, because it holds keys. */
  kubeconfig: pulumi.Output<string>;
  /** Context of the kubeconfig. */
  context: string;
  /** Values of the secret keys that the platform refers to, by name. */
  secrets: Record<string, pulumi.Output<string>>;
}

/**
 * Reads the configuration of the current stack. `KUBE_TRACING_KUBECONFIG` and
 * `KUBE_TRACING_CONTEXT` take the place of the cluster that it names.
 *
 * @throws RunError that lists everything that cannot be used
 */
export function readConfig(): StackConfig {
  const config = new pulumi.Config();
  const checked = parseConfig({
    project: pulumi.getProject(),
    keys: Object.keys(pulumi.runtime.allConfig()),
    platform: config.get("platform"),
    isSecret,
    kubeconfig: variable("KUBE_TRACING_KUBECONFIG"),
    context: variable("KUBE_TRACING_CONTEXT"),
    read: readText,
  });
  if ("problems" in checked)
    throw new pulumi.RunError(messageOf(`Pulumi.${pulumi.getStack()}.yaml`, checked.problems));
  const { platform, kubeconfig, context, secrets } = checked.value;
  return {
    platform,
    kubeconfig: pulumi.secret(kubeconfig),
    context,
    secrets: Object.fromEntries(secrets.map((name) => [name, config.requireSecret(name)])),
  };
}

/** Whether a key is kept encrypted: at run time Pulumi knows, its type declarations do not say. */
function isSecret(key: string): boolean {
  const runtime: { allConfig: unknown; isConfigSecret?: (key: string) => boolean } = pulumi.runtime;
  return runtime.isConfigSecret?.(key) ?? true;
}

function variable(name: string) {
  const value = process.env[name];
  return value === undefined || value === "" ? undefined : { path: name, value };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(resolve(path.replace(/^~(?=\/)/, homedir())), "utf8");
  } catch {
    return undefined;
  }
}
