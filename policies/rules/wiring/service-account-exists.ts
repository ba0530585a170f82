import { namespaceOf, podsOf } from "../../objects";
import { rule, when } from "../../rule";
import { oapWith } from "./examples";

const ACCOUNT = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "oap", namespace: "tracing" },
};

export const serviceAccountExists = rule({
  name: "service-account-exists",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title: "The ServiceAccount of every pod exists",
  why: "The API server refuses the pods, and the workload stays at 0 of its replicas.",
  remedy: "deploy a ServiceAccount of that name in the same namespace",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
  frameworks: ["NSA-CISA C-0307"],
  sameAs: ["kube-linter/non-existent-service-account", "monokle/LNK001"],
  bad: [oapWith({}, { serviceAccountName: "oap" })],
  good: [oapWith({}, { serviceAccountName: "oap" }), ACCOUNT],
  check: (object, { stack }) =>
    podsOf(object).flatMap(({ spec }) => {
      const name: string = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
      const isThere =
        name === "default" || stack.find("ServiceAccount", name, namespaceOf(object)) !== undefined;
      return when(
        !isThere,
        `serviceAccountName is ${name}, and no such ServiceAccount is in its namespace`,
      );
    }),
});
