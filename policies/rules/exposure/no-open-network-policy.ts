import { list, type Manifest } from "../../objects";
import { isEverywhere, peersOf, type Way } from "../../read/flows";
import { each, rule, when } from "../../rule";
import { policyWith } from "./examples";

export const noOpenNetworkPolicy = rule({
  name: "no-open-network-policy",
  family: "exposure",
  scope: "resource",
  severity: "high",
  title: "No rule of a NetworkPolicy lets everybody in, or out to everywhere",
  why: "A rule without peers or with empty selectors opens the pod to the whole cluster, and often to the Internet.",
  remedy: "name the peers by podSelector and namespaceSelector, and the ports",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  sameAs: ["trivy/KSV-0038", "kyverno/restrict-networkpolicy-empty-podselector"],
  bad: [policyWith({ ingress: [{ from: [{ namespaceSelector: {} }] }] })],
  good: [
    policyWith({
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: "ui" } } }], ports: [{ port: 12800 }] },
      ],
    }),
  ],
  check: ({ kind, manifest }) =>
    kind !== "NetworkPolicy"
      ? []
      : (["ingress", "egress"] as const).flatMap((way) =>
          each(list(manifest.spec?.[way]), (one) => faults(one, way)),
        ),
});

function faults(policyRule: Manifest, way: Way): string[] {
  const peers = peersOf(policyRule, way);
  const ports = list(policyRule.ports);
  const told = ports.map(({ port }) => String(port ?? "every port")).join(", ") || "every port";
  return [
    ...when(peers.length === 0, `${way} is open for everybody at ${told}`),
    ...when(peers.some(isAnybody), `${way} has a peer that means every pod, at ${told}`),
    ...when(
      peers.some(({ ipBlock }) => ipBlock && isEverywhere(ipBlock)) &&
        (way === "ingress" || ports.length === 0),
      `${way} is open for every address at ${told}`,
    ),
    ...when(ports.length === 0 && peers.length > 0, `${way} has a rule without ports`),
  ];
}

/** A selector that is empty selects everything; one that is absent does not count. */
function isAnybody({ podSelector, namespaceSelector, ipBlock }: Manifest): boolean {
  return (
    !ipBlock &&
    isEmpty(podSelector ?? {}) &&
    (namespaceSelector === undefined || isEmpty(namespaceSelector))
  );
}

function isEmpty(selector: Manifest): boolean {
  return (
    Object.keys(selector?.matchLabels ?? {}).length + list(selector?.matchExpressions).length === 0
  );
}
