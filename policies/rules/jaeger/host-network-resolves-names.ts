import { podsOf } from "../../objects";
import { rule, when } from "../../rule";
import { agentWith } from "./examples";

export const hostNetworkResolvesNames = rule({
  name: "host-network-resolves-names",
  family: "jaeger",
  scope: "resource",
  severity: "high",
  title: "A pod in the network of its node can resolve names of the cluster",
  why: "It asks the DNS of the node, which knows no Service: an agent does not find its collector.",
  remedy: "set dnsPolicy to ClusterFirstWithHostNet",
  source:
    "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy",
  bad: [agentWith({}, { hostNetwork: true })],
  good: [agentWith({}, { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" })],
  check: (object) =>
    podsOf(object).flatMap(({ spec }) =>
      when(
        spec.hostNetwork === true &&
          spec.dnsPolicy !== "ClusterFirstWithHostNet" &&
          spec.dnsPolicy !== "None",
        `hostNetwork is true, and dnsPolicy is ${spec.dnsPolicy ?? "ClusterFirst"}; give ClusterFirstWithHostNet`,
      ),
    ),
});
