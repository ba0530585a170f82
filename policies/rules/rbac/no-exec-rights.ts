import { granted, READ, WRITE } from "../../read/rights";
import { rule } from "../../rule";
import { roleWith } from "./examples";

export const noExecRights = rule({
  name: "no-exec-rights",
  family: "rbac",
  scope: "resource",
  severity: "high",
  title: "No role may run commands in pods or forward their ports",
  why: "It gives everything that any pod of the scope has: its token, its files, its network.",
  remedy: "leave pods/exec, pods/attach, pods/portforward and pods/ephemeralcontainers out",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  frameworks: ["NSA-CISA C-0002", "NSA-CISA C-0063"],
  sameAs: [
    "polaris/clusterrolePodExecAttach",
    "polaris/rolePodExecAttach",
    "trivy/KSV-0053",
    "trivy/KSV-0054",
    "checkov/CKV2_K8S_2",
    "monokle/KBP108",
  ],
  bad: [roleWith(["pods/exec"], ["create"])],
  good: [roleWith(["pods"], ["list"])],
  check: (object) =>
    granted(object, {
      resources: [
        "pods/exec",
        "pods/attach",
        "pods/portforward",
        "pods/ephemeralcontainers",
        "pods/proxy",
      ],
      verbs: [...READ, ...WRITE, "*"],
    }).map((right) => `it grants ${right}`),
});
