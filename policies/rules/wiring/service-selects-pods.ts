import type { KubernetesObject } from "../../objects";
import { namespaceOf } from "../../objects";
import { rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { OAP, serviceWith } from "./examples";

export const serviceSelectsPods = rule({
  name: "service-selects-pods",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title: "Every Service selects a pod",
  why: "A Service without pods refuses every connection, and nothing reports it.",
  remedy: "make spec.selector a part of the labels of the pod template",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/",
  frameworks: ["NSA-CISA C-0293"],
  sameAs: ["kube-score/service-targets-pod", "kube-linter/dangling-service", "monokle/LNK001"],
  bad: [OAP, serviceWith({ selector: { "app.kubernetes.io/name": "oap-server" } })],
  good: [OAP, serviceWith({})],
  check: (object, { stack }) => {
    const { selector, type } = object.manifest.spec ?? {};
    if (object.kind !== "Service" || type === "ExternalName" || !selector) return [];
    const isFound =
      stack.selected({ matchLabels: selector }, namespaceOf(object)).length > 0 ||
      isOperated(object, stack);
    const words = Object.entries(selector).map(([label, value]) => `${label}: ${String(value)}`);
    return when(!isFound, `spec.selector finds no pod with ${words.join(", ")}`);
  },
});

/** Pods that an operator makes carry labels with the name of their object. */
function isOperated(service: KubernetesObject, stack: Stack): boolean {
  const values = Object.values(service.manifest.spec.selector);
  return stack
    .ofKind("Elasticsearch", "OpenTelemetryCollector", "Jaeger")
    .some(
      (object) =>
        namespaceOf(object) === namespaceOf(service) &&
        values.includes(object.manifest.metadata?.name),
    );
}
