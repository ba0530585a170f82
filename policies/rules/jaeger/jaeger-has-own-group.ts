import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { jaegerWith } from "./examples";

export const jaegerHasOwnGroup = rule({
  name: "jaeger-has-own-group",
  family: "jaeger",
  scope: "resource",
  severity: "medium",
  title: "Jaeger runs in a group of its own",
  why: "Its image has a user and no group, so it is in the group of root.",
  remedy: "set runAsGroup to 10001",
  source: "https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/jaeger/Dockerfile",
  bad: jaegerWith({ pod: { securityContext: { runAsUser: 10001 } } }),
  good: jaegerWith({ pod: { securityContext: { runAsUser: 10001, runAsGroup: 10001 } } }),
  check: (object) =>
    each(
      running(object, "jaeger", "jaegerAgent", "jaegerCollector", "jaegerQuery", "jaegerOne"),
      ({ title, spec, pod }) => {
        const group: unknown =
          spec.securityContext?.runAsGroup ?? pod.spec.securityContext?.runAsGroup;
        return when(
          !(Number(group) > 0),
          `${title} has no runAsGroup, and runs in the group of root`,
        );
      },
    ),
});
