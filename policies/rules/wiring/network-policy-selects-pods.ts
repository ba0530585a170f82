import { namespaceOf } from "../../objects";
import { rule, when } from "../../rule";
import { OAP, policyWith } from "./examples";

export const networkPolicySelectsPods = rule({
  name: "network-policy-selects-pods",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "Every NetworkPolicy selects a pod",
  why: "It closes nothing, while everybody believes that it does.",
  remedy: "make spec.podSelector a part of the labels of the pods that it is for",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  frameworks: ["NSA-CISA C-0299"],
  sameAs: [
    "kube-score/networkpolicy-targets-pod",
    "kube-linter/dangling-networkpolicy",
    "monokle/LNK001",
  ],
  bad: [
    OAP,
    policyWith({ podSelector: { matchLabels: { "app.kubernetes.io/name": "oap-server" } } }),
  ],
  good: [OAP, policyWith({})],
  check: (object, { stack }) => {
    if (object.kind !== "NetworkPolicy") return [];
    const { podSelector } = object.manifest.spec ?? {};
    const isForAll = Object.keys(podSelector ?? {}).length === 0;
    const pods = stack.selected(podSelector ?? {}, namespaceOf(object));
    return when(!isForAll && pods.length === 0, "spec.podSelector selects no pod of its namespace");
  },
});
