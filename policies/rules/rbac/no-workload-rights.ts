import { granted, WRITE } from "../../read/rights";
import { rule } from "../../rule";
import { roleWith } from "./examples";

const WORKLOADS = [
  ...["pods", "deployments", "statefulsets", "daemonsets", "replicasets", "replicationcontrollers"],
  ...["jobs", "cronjobs", "podtemplates"],
];

export const noWorkloadRights = rule({
  name: "no-workload-rights",
  family: "rbac",
  scope: "resource",
  severity: "high",
  title: "No role may create or change pods or workloads",
  why: "A pod can mount any Secret and use any account of its namespace.",
  remedy: "leave the verbs create, update, patch and delete out",
  source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation",
  frameworks: ["NSA-CISA C-0188", "CIS 5.1.4"],
  sameAs: ["kube-linter/access-to-create-pods", "trivy/KSV-0048", "monokle/KBP107"],
  bad: [roleWith(["pods"], ["create"])],
  good: [roleWith(["pods"], ["list"])],
  check: (object) =>
    granted(object, { resources: WORKLOADS, verbs: [...WRITE, "*"] }).map(
      (right) => `it grants ${right}`,
    ),
});
