import { podWith } from "../../examples";
import { podsIn, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

export const serviceLinks = rule({
  name: "no-service-links",
  family: "pod-security",
  scope: "resource",
  severity: "low",
  title: "Pods get no list of all Services in their environment",
  why: "It tells an intruder where everything is, grows with the namespace, and a Service named like a product overrides its settings: JAEGER_COLLECTOR_PORT.",
  remedy: "set enableServiceLinks to false",
  source:
    "https://kubernetes.io/docs/tutorials/services/connect-applications-service/#accessing-the-service",
  bad: [podWith({})],
  good: [podWith({ enableServiceLinks: false })],
  check: (object) =>
    each(podsOf(object), ({ spec, isOperated }) =>
      when(
        (spec.enableServiceLinks ?? !isOperated) !== false,
        "its containers get the addresses of all Services",
      ),
    ),
  remediate: (manifest) => {
    for (const { spec } of podsIn(manifest)) spec.enableServiceLinks = false;
  },
});
