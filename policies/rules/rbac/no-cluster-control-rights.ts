import { granted, READ, WRITE } from "../../read/rights";
import { rule } from "../../rule";
import { roleWith } from "./examples";

export const noClusterControlRights = rule({
  name: "no-cluster-control-rights",
  family: "rbac",
  scope: "resource",
  severity: "high",
  title: "No role may change webhooks, certificates, nodes, networks or configuration",
  why: "Webhooks see every object, signing requests make users, nodes/proxy passes every check, and policies can be opened.",
  remedy: "leave these resources out, or only look at them",
  source:
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac-privilege-escalation-risks",
  frameworks: ["NSA-CISA C-0037", "CIS 5.1.10", "CIS 5.1.11", "CIS 5.1.12"],
  sameAs: [
    "trivy/KSV-0114",
    "trivy/KSV-0047",
    "trivy/KSV-0056",
    "trivy/KSV-0049",
    "trivy/KSV-0042",
    "checkov/CKV_K8S_155",
    "checkov/CKV_K8S_156",
    "checkov/CKV2_K8S_4",
    "kyverno/restrict-clusterrole-csr",
    "kyverno/restrict-clusterrole-nodesproxy",
    "kyverno/restrict-clusterrole-mutating-validating-admission-webhooks",
  ],
  bad: [roleWith(["configmaps"], ["update"])],
  good: [roleWith(["configmaps"], ["get"])],
  check: (object) =>
    [
      ...granted(object, {
        resources: [
          ...["mutatingwebhookconfigurations", "validatingwebhookconfigurations", "apiservices"],
          ...["certificatesigningrequests", "certificatesigningrequests/approval"],
          ...["networkpolicies", "ingresses", "services", "endpoints", "endpointslices"],
          ...["configmaps", "persistentvolumes", "namespaces", "nodes", "pods/log"],
        ],
        verbs: [...WRITE, "*"],
      }),
      ...granted(object, { resources: ["nodes/proxy"], verbs: [...READ, ...WRITE, "*"] }),
    ].map((right) => `it grants ${right}`),
});
