import { wanting } from "./resources";

export const cpuRequest = wanting({
  name: "cpu-request",
  severity: "medium",
  title: "Every container says how much CPU it needs",
  why: "The scheduler packs nodes by it; without, the container gets the least when others are busy, and no autoscaler can work.",
  bound: "requests",
  resource: "cpu",
  frameworks: ["NSA-CISA C-0268"],
  sameAs: [
    "kube-score/container-resources",
    "kube-linter/unset-cpu-requirements",
    "polaris/cpuRequestsMissing",
    "trivy/KSV-0015",
    "checkov/CKV_K8S_10",
    "monokle/KBP002",
  ],
});
