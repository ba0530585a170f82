import { list, podsOf } from "../../objects";
import { hasToken } from "../../read/tokens";
import { isEverywhere, peersOf, policiesOn } from "../../read/flows";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";
import { policyWith } from "./examples";

const PORTS = [443, 6443];
const OUT = policyWith({
  policyTypes: ["Egress"],
  egress: [{ to: [{ ipBlock: { cidr: "10.0.0.1/32" } }], ports: [{ port: 6443 }] }],
});

export const apiServerOnlyWithToken = rule({
  name: "api-server-only-with-token",
  family: "exposure",
  scope: "stack",
  severity: "high",
  title: "Pods with a token may reach the API server, and no others may",
  why: "With a token and no way to it, members never find each other; with a way and no token, it is one more target.",
  remedy: "add or remove the egress rule to port 443 or 6443, or the token",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [deploymentWith({}, { automountServiceAccountToken: false }), OUT],
  good: [deploymentWith({}, { automountServiceAccountToken: true }), OUT],
  check: (object, { stack }) =>
    podsOf(object).flatMap((pod) => {
      const policies = policiesOn({ ...pod, of: object }, "egress", stack);
      if (policies.length === 0 || pod.isOperated) return [];
      const ways = policies
        .flatMap(({ manifest }) => list(manifest.spec.egress))
        .filter((one) => isOutside(one));
      const opened = ways.flatMap(({ ports }) => list(ports).map(({ port }) => Number(port)));
      const isOpen =
        ways.some(({ ports }) => list(ports).length === 0) ||
        opened.some((port) => PORTS.includes(port));
      const token = hasToken(pod, object, stack);
      return [
        ...when(
          token && !isOpen,
          "its pods have a token, and no egress rule lets them to the API server at 443 or 6443",
        ),
        ...when(
          !token && opened.includes(6443),
          "its pods have no token, and an egress rule lets them to the API server at 6443",
        ),
      ];
    }),
});

/** A rule to addresses, or to anybody. */
function isOutside(policyRule: Parameters<typeof peersOf>[0]): boolean {
  const peers = peersOf(policyRule, "egress");
  return (
    peers.length === 0 ||
    peers.some(({ ipBlock }) => ipBlock && (isEverywhere(ipBlock) || ipBlock.cidr))
  );
}
