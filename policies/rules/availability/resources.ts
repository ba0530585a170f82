import { containerWith } from "../../examples";
import { containersIn, type Manifest } from "../../objects";
import { type About, each, type Rule, rule, when } from "../../rule";

/** The four rules that want a value under `resources` differ in this. */
interface Wanted extends Pick<
  About,
  "name" | "severity" | "title" | "why" | "sameAs" | "frameworks"
> {
  readonly bound: "requests" | "limits";
  readonly resource: "cpu" | "memory";
}

/** A rule that every container has one of its requests or limits. */
export function wanting({ bound, resource, ...about }: Wanted): Rule {
  const value = resource === "cpu" ? "500m" : "512Mi";
  const good: Manifest = { resources: { [bound]: { [resource]: value } } };
  return rule({
    ...about,
    family: "availability",
    scope: "resource",
    remedy: `set resources.${bound}.${resource}`,
    source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    bad: [containerWith({})],
    good: [containerWith(good)],
    check: (object) =>
      each(containersIn(object), ({ title, spec, role, pod }) => {
        const isFree = role === "ephemeral" || pod.isOperated;
        const isMissing = spec.resources?.[bound]?.[resource] === undefined;
        return when(isMissing && !isFree, `${title} has no resources.${bound}.${resource}`);
      }),
  });
}
