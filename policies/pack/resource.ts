import type { KubernetesObject } from "../objects";
import { objectOf } from "../stack";

/** Properties as rules read them: `UNKNOWN` stands where nothing is known yet. */
export type Fields = Record<string, unknown>;

/** What the engine hands over about a resource, alone or in a stack. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly fields: Fields;
  readonly protect: boolean;
  /** URN of its provider. */
  readonly provider?: string;
  /** URNs of what must be there first; only a stack tells. */
  readonly dependencies: readonly string[];
}

/** The object that a resource is, or nothing when it is not one of Kubernetes, or only a patch of one. */
export function objectIn(resource: EngineResource): KubernetesObject | undefined {
  const { fields, ...pulumi } = resource;
  const [, group = "", kind = ""] = pulumi.type.split(":");
  if (!pulumi.type.startsWith("kubernetes:") || kind.endsWith("Patch")) return undefined;
  const apiVersion = group.replace(/^core\//, "");
  return objectOf({ apiVersion, kind, ...withoutInternals(fields) }, pulumi);
}

/** Inputs without what the provider adds for itself. */
function withoutInternals(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !key.startsWith("__")));
}
