import { namespaceOf, podsOf } from "../../objects";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";

const OPEN = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
};

export const privilegedNamespace = rule({
  name: "privileged-namespace-for-agents-only",
  family: "pod-security",
  scope: "stack",
  severity: "high",
  title: "A privileged namespace holds nothing but DaemonSets",
  why: "Everything else there could be held to a standard, and is not; a namespace is the only exemption that there is.",
  remedy: "move it to a namespace that enforces restricted",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-admission/#exemptions",
  bad: [OPEN, deploymentWith({})],
  good: [OPEN, { ...deploymentWith({}), kind: "DaemonSet" }],
  check: (object, { stack }) => {
    if (object.kind === "DaemonSet" || podsOf(object).length === 0) return [];
    const home = stack.find("Namespace", namespaceOf(object) ?? "default");
    const level = home?.manifest.metadata.labels?.["pod-security.kubernetes.io/enforce"];
    return when(
      level === "privileged",
      `namespace ${namespaceOf(object)} is privileged, for agents on nodes`,
    );
  },
});
