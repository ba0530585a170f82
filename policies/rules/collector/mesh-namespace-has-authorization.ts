import { nameOf, namespaceOf } from "../../objects";
import { rule, when } from "../../rule";

const NAMESPACE = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels: { "istio-injection": "enabled" } },
};
const POLICY = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "oap", namespace: "tracing" },
  spec: {},
};

export const meshNamespaceHasAuthorization = rule({
  name: "mesh-namespace-has-authorization",
  family: "collector",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "Every namespace of a mesh has an AuthorizationPolicy",
  why: "Without one, every workload of the mesh may call every other one.",
  remedy:
    "add an AuthorizationPolicy that allows what is called, or one without rules that denies the rest",
  source: "https://istio.io/latest/docs/reference/config/security/authorization-policy/",
  sameAs: ["kyverno/require-authorizationpolicy"],
  bad: [NAMESPACE],
  good: [NAMESPACE, POLICY],
  check: (object, { stack }) => {
    const labels = object.manifest.metadata?.labels ?? {};
    const isMesh =
      object.kind === "Namespace" &&
      (labels["istio-injection"] === "enabled" || labels["istio.io/rev"] !== undefined);
    const has =
      isMesh &&
      stack.ofKind("AuthorizationPolicy").some((policy) => namespaceOf(policy) === nameOf(object));
    return when(isMesh && !has, "it is in the mesh, and has no AuthorizationPolicy");
  },
});
