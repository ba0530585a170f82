import { type KubernetesObject, list, type Manifest, namespaceOf } from "../../objects";
import { type Expected, expectedIn } from "../../read/expected";
import { isAbout, means, peersOf, type Way } from "../../read/flows";
import { each, rule } from "../../rule";
import type { OwnedPod, Stack } from "../../stack";
import { OAP, oapWith, policyWith, serviceWith } from "./examples";

const AGENT = {
  ...oapWith({ env: [{ name: "BACKEND_URL", value: "oap.tracing.svc:11800" }] }),
  metadata: { name: "agent", namespace: "tracing" },
};
const OWN = { podSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } } };

export const networkPolicyOpensNoMore = rule({
  name: "network-policy-opens-no-more",
  family: "wiring",
  scope: "stack",
  severity: "high",
  from: "uat",
  title: "NetworkPolicies open nothing between pods of the stack that nobody dials",
  why: "Each open way is one more for whoever got into a pod.",
  remedy:
    "take the peer or the port out of the rule, or write the address that needs it into the configuration",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [OAP, serviceWith({}), policyWith({ ingress: [{ from: [OWN], ports: [{ port: 11800 }] }] })],
  good: [
    OAP,
    serviceWith({}),
    AGENT,
    policyWith({ ingress: [{ from: [OWN], ports: [{ port: 11800 }] }] }),
  ],
  check: (object, { stack }) => {
    if (object.kind !== "NetworkPolicy") return [];
    const own = stack.selected(object.manifest.spec?.podSelector ?? {}, namespaceOf(object));
    return (["ingress", "egress"] as const).flatMap((way) =>
      each(list(object.manifest.spec?.[way]), (policyRule) =>
        peersOf(policyRule, way)
          .filter(({ podSelector }) => Object.keys(podSelector ?? {}).length > 0)
          .flatMap((peer) => {
            const others = stack.pods.filter((other) =>
              means(peer, { policy: object, other }, stack),
            );
            return others.length === 0 ? [] : unused({ way, policyRule, own, others }, stack);
          }),
      ),
    );
  },
});

interface Opening {
  readonly way: Way;
  readonly policyRule: Manifest;
  readonly own: readonly OwnedPod[];
  readonly others: readonly OwnedPod[];
}

/** A rule into a pod is used when one of its ports is; out of a pod, each of its ports has to be. */
function unused({ way, policyRule, own, others }: Opening, stack: Stack): string[] {
  const [clients, servers] = way === "ingress" ? [others, own] : [own, others];
  const flows = expectedIn(stack).filter(
    ({ client, server }) => has(clients, client) && has(servers, server),
  );
  const names = [...new Set(others.map(({ of }) => of.title))].join(", ");
  const isUsed = (part: Manifest) => flows.some((flow: Expected) => isAbout(part, flow));
  if (way === "ingress")
    return isUsed(policyRule) ? [] : [`ingress lets ${names} in, and nobody there dials it`];
  const parts = list(policyRule.ports).map((port) => ({ ports: [port] }));
  if (parts.length === 0)
    return isUsed({}) ? [] : [`egress lets it out to ${names}, which it does not dial`];
  return parts
    .filter((part) => !isUsed(part))
    .map(
      ({ ports: [port] }) =>
        `egress lets it out to port ${port.port} of ${names}, which it does not dial`,
    );
}

function has(pods: readonly { of: KubernetesObject }[], pod: OwnedPod): boolean {
  return pods.some(({ of }) => of === pod.of);
}
