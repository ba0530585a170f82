import { deploymentWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachStaying } from "./staying";

const probing = (probes: object) =>
  deploymentWith({}, { containers: [{ name: "oap", ...probes }] });

export const livenessProbe = rule({
  name: "liveness-probe",
  family: "lifecycle",
  scope: "resource",
  severity: "medium",
  title: "Every container that stays is restarted when it hangs",
  why: "A program that hangs stays, unready, until someone looks.",
  remedy: "set livenessProbe to a port or path that does not depend on others",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
  frameworks: ["NSA-CISA C-0056"],
  sameAs: [
    "kube-score/pod-probes",
    "kube-linter/no-liveness-probe",
    "polaris/livenessProbeMissing",
    "checkov/CKV_K8S_8",
    "kyverno/require-pod-probes",
  ],
  bad: [probing({})],
  good: [probing({ livenessProbe: { tcpSocket: { port: 11800 } } })],
  check: (object) =>
    eachStaying(object, ({ title, spec }) =>
      when(spec.livenessProbe === undefined, `${title} has no livenessProbe`),
    ),
});
