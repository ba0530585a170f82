import { type Manifest, namespaceOf } from "../../objects";
import { rule, when } from "../../rule";
import { OAP, objectWith } from "./examples";

export const autoscalerTargetExists = rule({
  name: "autoscaler-target-exists",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "The target of every HorizontalPodAutoscaler exists",
  why: "Nothing is scaled, and only the events of the autoscaler say so.",
  remedy: "repeat apiVersion, kind and name of the workload in spec.scaleTargetRef",
  source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  frameworks: ["NSA-CISA C-0300"],
  sameAs: [
    "kube-score/horizontalpodautoscaler-has-target",
    "kube-linter/dangling-horizontalpodautoscaler",
  ],
  bad: [OAP, autoscaler({ apiVersion: "apps/v1", kind: "Deployment", name: "oap-server" })],
  good: [OAP, autoscaler({ apiVersion: "apps/v1", kind: "Deployment", name: "oap" })],
  check: (object, { stack }) => {
    if (object.kind !== "HorizontalPodAutoscaler") return [];
    const { apiVersion, kind, name } = object.manifest.spec?.scaleTargetRef ?? {};
    const target = stack.find(String(kind), String(name), namespaceOf(object));
    if (target === undefined)
      return [`spec.scaleTargetRef names ${kind} ${name}, which is not in its namespace`];
    const { apiVersion: version } = target.manifest;
    return when(
      apiVersion !== undefined && apiVersion !== version,
      `spec.scaleTargetRef.apiVersion is ${apiVersion}, and that of ${target.title} is ${version}`,
    );
  },
});

function autoscaler(scaleTargetRef: Manifest): Manifest {
  return objectWith("HorizontalPodAutoscaler autoscaling/v2", { scaleTargetRef, maxReplicas: 4 });
}
