import { annotationsOf, type KubernetesObject, nameOf, namespaceOf } from "./objects";
import { once } from "./read/once";
import type { Rule } from "./rule";

/** Lets one object break one rule, until a day, for a reason. */
export interface Exception {
  /** `DaemonSet agent`, or `DaemonSet tracing/agent` where two namespaces have one; `*` is any part of a name. */
  readonly object: string;
  /** Why, for the next reader. */
  readonly reason: string;
  /** The last day, as `2027-01-31`. */
  readonly until: string;
}

/** Before the name of a rule: an annotation with the last day and the reason: `2027-01-31 no other way`. */
export const ANNOTATION = "policies.kube-tracing.io/";

/** An exception that an object has, where it is written, and whether that can be read. */
export type Found =
  | { readonly kind: "valid"; where: string; until: string; reason: string }
  | { readonly kind: "unreadable"; where: string; got: string };

/** The exception that an object has from a rule, by configuration or else by its own annotation. */
export function exceptionFrom(
  { name }: Rule,
  object: KubernetesObject,
  configured: readonly Exception[],
): Found | undefined {
  const given = configured.find((exception) => isAbout(exception, object));
  if (given !== undefined) {
    const where = `the exception for ${given.object} in the configuration of ${name}`;
    return read(where, `${given.until} ${given.reason}`);
  }
  const written = annotated(object).get(name);
  return written === undefined ? undefined : read(`annotation ${ANNOTATION}${name}`, written);
}

/** Exceptions that an object has by its own annotations, by the name of the rule. */
const annotated = once(
  (object: KubernetesObject): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(annotationsOf(object))
        .filter(([key]) => key.startsWith(ANNOTATION))
        .map(([key, text]) => [key.slice(ANNOTATION.length), text]),
    ),
);

function isAbout({ object: named }: Exception, object: KubernetesObject): boolean {
  const name = nameOf(object) ?? "";
  const pattern = named.split("*").map((part) => part.replace(/[^\w ]/g, "\\$&"));
  const matching = new RegExp(`^${pattern.join(".*")}$`);
  const names = [`${object.kind} ${name}`, `${object.kind} ${namespaceOf(object) ?? ""}/${name}`];
  return names.some((one) => matching.test(one));
}

function read(where: string, text: string): Found {
  const [, until, reason] = /^(\d{4}-\d{2}-\d{2}):?\s+(\S.*)$/s.exec(text.trim()) ?? [];
  if (until === undefined || reason === undefined || Number.isNaN(Date.parse(until)))
    return { kind: "unreadable", where, got: text };
  return { kind: "valid", where, until, reason };
}
