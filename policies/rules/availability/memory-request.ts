import { wanting } from "./resources";

export const memoryRequest = wanting({
  name: "memory-request",
  severity: "high",
  title: "Every container says how much memory it needs",
  why: "Without it the scheduler fills a node beyond its memory, and the kubelet evicts this pod first.",
  bound: "requests",
  resource: "memory",
  frameworks: ["NSA-CISA C-0269"],
  sameAs: [
    "kube-score/container-resources",
    "kube-linter/unset-memory-requirements",
    "polaris/memoryRequestsMissing",
    "trivy/KSV-0016",
    "checkov/CKV_K8S_12",
    "monokle/KBP004",
  ],
});
