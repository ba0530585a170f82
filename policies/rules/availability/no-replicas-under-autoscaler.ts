import { deploymentWith } from "../../examples";
import { rule, when } from "../../rule";
import { autoscalersOf } from "./autoscaler";

const AUTOSCALER = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { scaleTargetRef: { kind: "Deployment", name: "oap" }, minReplicas: 2, maxReplicas: 5 },
};

export const noReplicasUnderAutoscaler = rule({
  name: "no-replicas-under-autoscaler",
  family: "availability",
  scope: "stack",
  severity: "medium",
  title: "What an autoscaler scales has no number of its own",
  why: "Each deployment resets the number of pods, in the middle of the load that raised it.",
  remedy: "remove replicas from the workload",
  source:
    "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment",
  sameAs: ["kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured"],
  bad: [AUTOSCALER, deploymentWith({ replicas: 3 })],
  good: [AUTOSCALER, deploymentWith({})],
  check: (object, { stack }) => {
    if (!["Deployment", "StatefulSet"].includes(object.kind)) return [];
    const { replicas } = object.manifest.spec;
    return autoscalersOf(object, stack).flatMap(({ title }) =>
      when(replicas !== undefined, `it has ${replicas} replicas, and ${title} scales it`),
    );
  },
});
