import { deploymentWith, podWith } from "../../examples";
import { list } from "../../objects";
import { rule, when } from "../../rule";

export const noNakedPod = rule({
  name: "no-naked-pod",
  family: "availability",
  scope: "resource",
  severity: "high",
  title: "Every pod has an owner that replaces it",
  why: "A pod of its own is gone with its node, and nothing starts it again.",
  remedy: "make it a Deployment, StatefulSet, DaemonSet or Job",
  source:
    "https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs",
  frameworks: ["NSA-CISA C-0073"],
  sameAs: ["kyverno/prevent-bare-pods"],
  bad: [podWith({})],
  good: [deploymentWith({})],
  check: ({ kind, manifest }) =>
    when(
      ["Pod", "ReplicaSet", "ReplicationController"].includes(kind) &&
        list(manifest.metadata?.ownerReferences).length === 0,
      "it has no owner that replaces it",
    ),
});
