import { list, namespaceOf, nameOf } from "../../objects";
import { governs } from "../../read/flows";
import { rule, when } from "../../rule";

const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "tracing" } };
const POD = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "oap", namespace: "tracing" },
  spec: {},
};

export const namespaceDeniesByDefault = rule({
  name: "namespace-denies-by-default",
  family: "exposure",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Every namespace with pods has a NetworkPolicy that closes it in both directions",
  why: "A pod that nobody wrote a policy for is open, today's debug pod as well.",
  remedy:
    "add a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress, and no rules",
  source:
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
  frameworks: ["NSA-CISA C-0054", "NSA-CISA C-0260"],
  sameAs: ["kyverno/add-networkpolicy"],
  bad: [NAMESPACE, POD],
  good: [
    NAMESPACE,
    POD,
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "default-deny", namespace: "tracing" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
  ],
  check: (object, { stack }) => {
    const name = nameOf(object);
    if (object.kind !== "Namespace" || !stack.pods.some(({ of }) => namespaceOf(of) === name))
      return [];
    const all = stack
      .ofKind("NetworkPolicy")
      .filter(
        (policy) =>
          namespaceOf(policy) === name &&
          Object.keys(policy.manifest.spec?.podSelector ?? {}).length === 0,
      );
    return (["ingress", "egress"] as const).flatMap((way) =>
      when(
        !all.some((policy) => governs(policy, way) && list(policy.manifest.spec[way]).length === 0),
        `no NetworkPolicy closes the ${way} of all its pods`,
      ),
    );
  },
});
