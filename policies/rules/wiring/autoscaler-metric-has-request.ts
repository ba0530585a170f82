import { containersOf, list, type Manifest, namespaceOf, podsOf } from "../../objects";
import { each, rule } from "../../rule";
import { objectWith, oapWith } from "./examples";

const SCALED = objectWith("HorizontalPodAutoscaler autoscaling/v2", {
  scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "oap" },
  maxReplicas: 4,
  metrics: [
    {
      type: "Resource",
      resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
    },
  ],
});

export const autoscalerMetricHasRequest = rule({
  name: "autoscaler-metric-has-request",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "Containers request what an autoscaler measures them by",
  why: "Utilization is a part of the request: without it the autoscaler does nothing.",
  remedy: "set resources.requests of that resource in every container of the target",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work",
  bad: [oapWith({}), SCALED],
  good: [oapWith({ resources: { requests: { cpu: "1" } } }), SCALED],
  check: (object, { stack }) => {
    if (object.kind !== "HorizontalPodAutoscaler") return [];
    const { scaleTargetRef, metrics, targetCPUUtilizationPercentage } = object.manifest.spec ?? {};
    const target = stack.find(
      String(scaleTargetRef?.kind),
      String(scaleTargetRef?.name),
      namespaceOf(object),
    );
    const wanted = [
      ...(targetCPUUtilizationPercentage ? ["cpu"] : []),
      ...list(metrics).flatMap(measured),
    ];
    return each(wanted, (name) =>
      (target === undefined ? [] : podsOf(target))
        .flatMap(containersOf)
        .filter(({ role }) => role === "main" || role === "sidecar")
        .filter(({ spec }) => spec.resources?.requests?.[name] === undefined)
        .map(({ title }) => `it measures ${name}, and ${title} of its target does not request any`),
    );
  },
});

/** The resource that a metric compares with the request. */
function measured({ resource }: Manifest): string[] {
  return resource?.target?.averageUtilization === undefined ? [] : [String(resource.name)];
}
