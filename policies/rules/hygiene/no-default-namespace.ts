import { namespaceOf } from "../../objects";
import { letsKnowWhoAsks } from "../../read/rights";
import { rule, when } from "../../rule";

const RESERVED = ["default", "kube-system", "kube-public", "kube-node-lease"];
const account = (namespace: string) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "oap", namespace },
});

export const noDefaultNamespace = rule({
  name: "no-default-namespace",
  family: "hygiene",
  scope: "resource",
  severity: "medium",
  title: "Nothing lies in a namespace of everyone or of the cluster",
  why: "No quota, standard or policy can hold for it alone, and removing it means removing objects one by one.",
  remedy: "create a namespace for the platform",
  source:
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces",
  frameworks: ["NSA-CISA C-0061", "CIS 5.7.4"],
  sameAs: [
    "kube-linter/use-namespace",
    "trivy/KSV-0110",
    "trivy/KSV-0037",
    "checkov/CKV_K8S_21",
    "kyverno/disallow-default-namespace",
  ],
  bad: [account("default")],
  good: [account("tracing")],
  check: (object) => {
    const namespace = namespaceOf(object) ?? "";
    return when(
      RESERVED.includes(namespace) && !letsKnowWhoAsks(object),
      `it lies in ${namespace}`,
    );
  },
});
