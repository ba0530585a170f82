import { UnknownValueError } from "@pulumi/policy";
import type { KubernetesObject } from "../objects";
import { objectOf } from "../stack";
import { UNKNOWN } from "../unknown";

/** What the engine hands over about a resource, alone or in a stack. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: { readonly protect: boolean };
  readonly provider?: { readonly urn: string };
  readonly dependencies?: readonly { readonly urn: string }[];
}

/** The object that a resource is, or nothing when it is not one of Kubernetes, or only a patch of one. */
export function objectIn(resource: EngineResource): KubernetesObject | undefined {
  const { type, name, urn, props, opts, provider, dependencies = [] } = resource;
  const [, group = "", kind = ""] = type.split(":");
  if (!type.startsWith("kubernetes:") || kind.endsWith("Patch")) return undefined;
  const manifest = { apiVersion: group.replace(/^core\//, ""), kind, ...fieldsOf(props) };
  return objectOf(manifest, {
    urn,
    type,
    name,
    protect: opts.protect,
    ...(provider === undefined ? {} : { provider: provider.urn }),
    dependencies: dependencies.map(({ urn }) => urn),
  });
}

/** Inputs without what the provider adds for itself. */
function fieldsOf(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const keys = Object.keys(props).filter((key) => !key.startsWith("__"));
  return Object.fromEntries(keys.map((key) => [key, part(() => props[key])]));
}

/** A part of what the engine handed over, with a mark where reading it says that it is not known. */
function part(read: () => unknown): unknown {
  try {
    const value = read();
    if (Array.isArray(value)) return Array.from(value.keys(), (index) => part(() => value[index]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.keys(value).map((key) => [key, part(() => Reflect.get(value, key))]),
    );
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN;
    throw error;
  }
}
