import { deploymentWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachStaying } from "./staying";

const probing = (probes: object) =>
  deploymentWith({}, { containers: [{ name: "oap", ...probes }] });

export const readinessProbe = rule({
  name: "readiness-probe",
  family: "lifecycle",
  scope: "resource",
  severity: "high",
  title: "Every container that stays says when it is ready",
  why: "Without it a pod gets traffic from its first second, and an update that never works is rolled out to the end.",
  remedy: "set readinessProbe to what the program answers when it can serve",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
  frameworks: ["NSA-CISA C-0018"],
  sameAs: [
    "kube-score/pod-probes",
    "kube-linter/no-readiness-probe",
    "polaris/readinessProbeMissing",
    "checkov/CKV_K8S_9",
    "kyverno/require-pod-probes",
  ],
  bad: [probing({})],
  good: [probing({ readinessProbe: { grpc: { port: 11800 } } })],
  check: (object) =>
    eachStaying(object, ({ title, spec }) =>
      when(spec.readinessProbe === undefined, `${title} has no readinessProbe`),
    ),
});
