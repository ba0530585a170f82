import { deploymentWith } from "../../examples";
import { runningIn } from "../../read/products";
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
    eachStaying(object, ({ title, spec, role }, pod) => {
      // Beside a program, an agent serves nobody else: without it, the program still serves.
      const agents = runningIn(pod, "collector", "jaegerAgent");
      const isAgent = role === "sidecar" && agents.some((agent) => agent.spec === spec);
      return when(spec.readinessProbe === undefined && !isAgent, `${title} has no readinessProbe`);
    }),
});
