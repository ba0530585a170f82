import { podWith } from "../../examples";
import { podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

const NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"];

export const hostNamespaces = rule({
  name: "no-host-namespaces",
  family: "pod-security",
  scope: "resource",
  severity: "critical",
  title: "No pod shares a namespace of its node",
  why: "It sees the processes or the traffic of the node and of every other pod there, and NetworkPolicies do not hold it.",
  remedy:
    "remove hostNetwork, hostPID and hostIPC; a node-local agent gets a hostPort, which needs none of them",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0038", "NSA-CISA C-0041", "CIS 5.2.3"],
  sameAs: [
    "kube-linter/host-network",
    "kube-linter/host-pid",
    "kube-linter/host-ipc",
    "polaris/hostNetworkSet",
    "polaris/hostPIDSet",
    "polaris/hostIPCSet",
    "trivy/KSV-0008",
    "trivy/KSV-0009",
    "trivy/KSV-0010",
    "checkov/CKV_K8S_17",
    "checkov/CKV_K8S_18",
    "checkov/CKV_K8S_19",
    "monokle/PSS102",
  ],
  bad: [podWith({ hostNetwork: true })],
  good: [podWith({})],
  check: (object) =>
    each(podsOf(object), ({ spec }) =>
      each(NAMESPACES, (field) => when(spec[field] === true, `${field} is set`)),
    ),
});
