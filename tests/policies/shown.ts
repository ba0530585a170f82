import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../policies/objects";
import { ROOT } from "../../scripts/golden/environments";
import type { Shown } from "../engine/analyzer";

/** Objects of an environment as the engine shows them to a pack; each depends on the one before it. */
export function shownIn(environment: string): Shown[] {
  const golden = readFileSync(join(ROOT, "stacks", "golden", `${environment}.yaml`), "utf8");
  const resources = parseAllDocuments(golden).map((document) => shownOf(document.toJS()));
  return resources.map((resource, index) => {
    const before = resources[index - 1];
    return { ...resource, dependencies: ["urn:of:nobody", ...(before ? [before.urn] : [])] };
  });
}

/** A manifest as a resource of Pulumi. */
export function shownOf(manifest: Manifest): Shown {
  const { apiVersion, kind, metadata } = manifest;
  const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
  const type = `kubernetes:${group}:${kind}`;
  const name = [metadata.namespace, metadata.name].filter(Boolean).join("-");
  const urn = `urn:pulumi:prod::platform::${type}::${name}`;
  return { urn, type, name, inputs: manifest, provider: "urn:pulumi:prod::platform::provider" };
}
