import { wanting } from "./resources";

export const cpuLimit = wanting({
  name: "cpu-limit",
  severity: "low",
  title: "Every container says how much CPU it may use",
  why: "One busy pod slows down every other on its node.",
  bound: "limits",
  resource: "cpu",
  frameworks: ["NSA-CISA C-0270"],
  sameAs: [
    "kube-score/container-resources",
    "kube-linter/unset-cpu-requirements",
    "polaris/cpuLimitsMissing",
    "trivy/KSV-0011",
    "checkov/CKV_K8S_11",
    "monokle/KBP003",
  ],
});
