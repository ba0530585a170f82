import { wanting } from "./resources";

export const memoryLimit = wanting({
  name: "memory-limit",
  severity: "high",
  title: "Every container says how much memory it may use",
  why: "A leak takes the memory of the whole node, and the kernel kills whom it wants.",
  bound: "limits",
  resource: "memory",
  frameworks: ["NSA-CISA C-0271"],
  sameAs: [
    "kube-score/container-resources",
    "kube-linter/unset-memory-requirements",
    "polaris/memoryLimitsMissing",
    "trivy/KSV-0018",
    "checkov/CKV_K8S_13",
    "monokle/KBP005",
  ],
});
