import { podWith } from "../../examples";
import { type Manifest, namespaceOf, podsOf } from "../../objects";
import { each, type Rule, rule } from "../../rule";
import { BASELINE_RULES, RESTRICTED_RULES } from "./levels";

const LEVELS: Record<string, readonly Rule[]> = {
  baseline: BASELINE_RULES,
  restricted: RESTRICTED_RULES,
};

const namespace = (enforce: string): Manifest => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels: { "pod-security.kubernetes.io/enforce": enforce } },
});
const AGENT = podWith({
  containers: [{ name: "agent", ports: [{ containerPort: 6831, hostPort: 6831 }] }],
});

export const fitsNamespace = rule({
  name: "pod-fits-its-namespace",
  family: "pod-security",
  scope: "stack",
  severity: "critical",
  title: "Pods keep the Pod Security Standard of their namespace",
  why: "The API server accepts the Deployment or DaemonSet and then refuses each of its pods: the deployer only sees that none comes.",
  remedy: "repair the pod, or move it to a namespace that is made for it",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  frameworks: ["CIS 5.2.1"],
  bad: [namespace("baseline"), AGENT],
  good: [namespace("privileged"), AGENT],
  check: (object, context) => {
    if (podsOf(object).length === 0) return [];
    const home = context.stack.find("Namespace", namespaceOf(object) ?? "default");
    const level = home?.manifest.metadata.labels?.["pod-security.kubernetes.io/enforce"];
    return each(LEVELS[level] ?? [], ({ check, settings }) =>
      check(object, { ...context, settings }).map((finding) =>
        typeof finding === "string"
          ? `namespace ${home?.manifest.metadata.name} is ${level}, and ${finding}`
          : finding,
      ),
    );
  },
});
