import { podsOf } from "../../objects";
import { policiesOn } from "../../read/flows";
import { rule, when } from "../../rule";
import { OAP, policyWith } from "./examples";

export const podHasNetworkPolicy = rule({
  name: "pod-has-network-policy",
  family: "wiring",
  scope: "stack",
  severity: "high",
  from: "uat",
  title: "Every pod is closed by NetworkPolicies in both directions",
  why: "Whoever gets into any pod of the cluster reaches it, and from it everything else.",
  remedy: "select the pod by a NetworkPolicy with policyTypes Ingress and Egress",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  frameworks: ["NSA-CISA C-0030", "NSA-CISA C-0260", "CIS 5.3.2"],
  sameAs: [
    "kube-score/pod-networkpolicy",
    "kube-linter/non-isolated-pod",
    "polaris/missingNetworkPolicy",
    "checkov/CKV2_K8S_6",
    "kyverno/require-network-policy",
  ],
  bad: [OAP],
  good: [OAP, policyWith({ policyTypes: ["Ingress", "Egress"] })],
  check: (object, { stack }) =>
    podsOf(object).flatMap((pod) => {
      const owned = { ...pod, of: object };
      return (["ingress", "egress"] as const).flatMap((way) =>
        when(
          policiesOn(owned, way, stack).length === 0,
          `no NetworkPolicy closes the ${way} of its pods`,
        ),
      );
    }),
});
