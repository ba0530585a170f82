import { deploymentWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

export const rollingUpdate = rule({
  name: "rolling-update",
  family: "availability",
  scope: "resource",
  severity: "medium",
  title: "Updates replace pods one after the other",
  why: "Recreate stops all pods before the first new one starts; OnDelete never updates by itself.",
  remedy: "set the strategy to RollingUpdate",
  source:
    "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment",
  frameworks: ["NSA-CISA C-0305"],
  sameAs: ["kube-score/deployment-strategy", "kube-linter/no-rolling-update-strategy"],
  bad: [deploymentWith({ strategy: { type: "Recreate" } })],
  good: [deploymentWith({ strategy: { type: "RollingUpdate" } })],
  check: (object) => {
    if (!["Deployment", "StatefulSet", "DaemonSet"].includes(object.kind)) return [];
    const { strategy, updateStrategy } = object.manifest.spec;
    const type = strategy?.type ?? updateStrategy?.type ?? "RollingUpdate";
    // Two pods cannot have a volume that is mounted once, so one has to go first.
    const isBound = podsOf(object).some(({ spec }) =>
      list(spec.volumes).some(({ persistentVolumeClaim }) => persistentVolumeClaim),
    );
    return each([type], () =>
      when(type !== "RollingUpdate" && !isBound, `the type of its strategy is ${type}`),
    );
  },
});
