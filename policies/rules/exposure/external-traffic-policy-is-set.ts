import { rule, when } from "../../rule";
import { serviceWith } from "./examples";

export const externalTrafficPolicyIsSet = rule({
  name: "external-traffic-policy-is-set",
  family: "exposure",
  scope: "resource",
  severity: "low",
  from: "prod",
  title: "A Service that is open to the outside says its externalTrafficPolicy",
  why: "Cluster hides the address of the client, Local drops what reaches a node without a pod: somebody has to choose.",
  remedy: "set spec.externalTrafficPolicy to Local or Cluster",
  source: "https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy",
  bad: [serviceWith({ type: "LoadBalancer" })],
  good: [serviceWith({ type: "LoadBalancer", externalTrafficPolicy: "Local" })],
  check: ({ kind, manifest }) => {
    const { type, externalTrafficPolicy } = manifest.spec ?? {};
    const isOpen = kind === "Service" && (type === "NodePort" || type === "LoadBalancer");
    return when(isOpen && !externalTrafficPolicy, "spec.externalTrafficPolicy is missing");
  },
});
