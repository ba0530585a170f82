import { list, type Manifest, namespaceOf } from "../../objects";
import { calledPorts } from "../../read/api-server";
import { isEverywhere, peersOf, type Way } from "../../read/flows";
import type { OpenPort } from "../../read/ports";
import { each, rule, when } from "../../rule";
import { policyWith } from "./examples";

export const noOpenNetworkPolicy = rule({
  name: "no-open-network-policy",
  family: "exposure",
  scope: "stack",
  severity: "high",
  title: "No rule of a NetworkPolicy lets everybody in, or out to everywhere",
  why: "A rule without peers or with empty selectors opens the pod to the whole cluster, and often to the Internet. Only the API server, which no selector can name, may be let in from every address, at the port of an APIService or a webhook.",
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
  check: (object, { stack }) => {
    if (object.kind !== "NetworkPolicy") return [];
    const { spec } = object.manifest;
    return (["ingress", "egress"] as const).flatMap((way) =>
      each(list(spec?.[way]), (one) => {
        const isOpen = peersOf(one, way).some(({ ipBlock }) => ipBlock && isEverywhere(ipBlock));
        if (way === "egress" || !isOpen) return faults(one, way);
        const pods = stack.selected(spec.podSelector ?? {}, namespaceOf(object));
        const isForApiServer =
          pods.length > 0 &&
          list(one.ports).length > 0 &&
          pods.every((pod) => {
            const called = calledPorts(pod, stack);
            return list(one.ports).every((port) => called.some((open) => isPort(port, open)));
          });
        return isForApiServer ? [] : faults(one, way);
      }),
    );
  },
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

function isPort({ port, endPort, protocol = "TCP" }: Manifest, open: OpenPort): boolean {
  const isSame = port === open.name || Number(port) === open.number;
  return isSame && endPort === undefined && protocol === open.protocol;
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
