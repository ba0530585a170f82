import { list } from "../../objects";
import { rule, when } from "../../rule";
import { serviceWith } from "./examples";

const INTERNAL = /internal|load-balancer-type|networking\.gke\.io/i;

export const noOpenLoadBalancer = rule({
  name: "no-open-load-balancer",
  family: "exposure",
  scope: "resource",
  severity: "high",
  title: "No load balancer is open to the whole Internet",
  why: "Neither OAP, Jaeger nor Elasticsearch is made to be reached by everybody.",
  remedy:
    "set spec.loadBalancerSourceRanges, or an annotation that makes the load balancer internal",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer",
  sameAs: ["kube-linter/exposed-services", "kyverno/no-loadbalancer-service", "monokle/KBP114"],
  bad: [serviceWith({ type: "LoadBalancer" })],
  good: [serviceWith({ type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] })],
  check: ({ kind, manifest }) => {
    if (kind !== "Service" || manifest.spec?.type !== "LoadBalancer") return [];
    const ranges = list(manifest.spec.loadBalancerSourceRanges).map(String);
    const isInternal = Object.keys(manifest.metadata?.annotations ?? {}).some((name) =>
      INTERNAL.test(name),
    );
    return [
      ...when(ranges.length === 0 && !isInternal, "spec.loadBalancerSourceRanges is missing"),
      ...when(
        ranges.some((range) => range.endsWith("/0")),
        "spec.loadBalancerSourceRanges holds every address",
      ),
    ];
  },
});
