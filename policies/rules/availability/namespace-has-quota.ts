import type { Manifest } from "../../objects";
import { nameOf, namespaceOf } from "../../objects";
import { each, rule, when } from "../../rule";

const objectOf = (kind: string, name: string, apiVersion = "v1"): Manifest => ({
  apiVersion,
  kind,
  metadata: kind === "Namespace" ? { name } : { name, namespace: "tracing" },
});

export const namespaceHasQuota = rule({
  name: "namespace-has-quota",
  family: "availability",
  scope: "stack",
  severity: "low",
  from: "prod",
  title: "Every namespace has a ResourceQuota and a LimitRange",
  why: "A runaway autoscaler takes the whole cluster, and a pod without limits takes its node.",
  remedy: "create a ResourceQuota and a LimitRange in the namespace",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  frameworks: ["NSA-CISA C-0009"],
  sameAs: ["trivy/KSV-0039", "trivy/KSV-0040", "kyverno/add-ns-quota"],
  bad: [objectOf("Namespace", "tracing")],
  good: [
    objectOf("Namespace", "tracing"),
    objectOf("ResourceQuota", "quota"),
    objectOf("LimitRange", "defaults"),
  ],
  check: (object, { stack }) =>
    object.kind !== "Namespace"
      ? []
      : each(["ResourceQuota", "LimitRange"], (kind) => {
          const found = stack.ofKind(kind).some((one) => namespaceOf(one) === nameOf(object));
          return when(!found, `it has no ${kind}`);
        }),
});
