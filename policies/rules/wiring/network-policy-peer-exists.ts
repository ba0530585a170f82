import { type KubernetesObject, list, type Manifest, namespaceOf, selects } from "../../objects";
import { labelsOfNamespace, means, peersOf, type Way } from "../../read/flows";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { OAP, policyWith } from "./examples";

const OTHERS: readonly string[] = ["kube-tracing.io/client-of-"];

export const networkPolicyPeerExists = rule({
  name: "network-policy-peer-exists",
  family: "wiring",
  scope: "stack",
  severity: "medium",
  settings: { labelsOfOthers: OTHERS },
  meaning: {
    labelsOfOthers: "beginnings of labels that pods outside of the stack may carry to be let in",
  },
  title: "Every peer of a NetworkPolicy that is meant to be in the stack is there",
  why: "A misspelt peer lets nobody pass, or somebody else.",
  remedy: "repeat the labels of the pods, and of their namespace, in the peer",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  sameAs: ["kube-linter/dangling-networkpolicypeer-podselector", "monokle/LNK001"],
  bad: [
    OAP,
    policyWith({ egress: [{ to: [{ podSelector: { matchLabels: { app: "elastic" } } }] }] }),
  ],
  good: [
    OAP,
    policyWith({
      egress: [{ to: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } } }] }],
    }),
  ],
  check: (object, { stack, settings }) => {
    if (object.kind !== "NetworkPolicy") return [];
    return (["ingress", "egress"] as const).flatMap((way) =>
      each(list(object.manifest.spec?.[way]), (policyRule) =>
        peersOf(policyRule, way)
          .filter((peer) => peer.podSelector && isOurs(peer, object, stack))
          .filter(
            (peer) =>
              !labelsOf(peer).some((label) =>
                settings.labelsOfOthers.some((own) => label.startsWith(own)),
              ),
          )
          .flatMap((peer) => faults(way, { peer, object }, stack)),
      ),
    );
  },
});

function faults(
  way: Way,
  { peer, object }: { peer: Manifest; object: KubernetesObject },
  stack: Stack,
) {
  const isThere = stack.pods.some((other) => means(peer, { policy: object, other }, stack));
  const words = Object.entries(peer.podSelector.matchLabels ?? {}).map(
    ([label, value]) => `${label}: ${String(value)}`,
  );
  return when(!isThere, `its ${way} names a peer that is no pod of the stack: ${words.join(", ")}`);
}

/** Whether the namespaces that a peer means have pods in the stack. */
function isOurs({ namespaceSelector }: Manifest, policy: KubernetesObject, stack: Stack): boolean {
  const namespaces = [...new Set(stack.pods.map(({ of }) => namespaceOf(of)))];
  return namespaces.some((name) =>
    namespaceSelector
      ? selects(namespaceSelector, labelsOfNamespace(name, stack))
      : name === namespaceOf(policy),
  );
}

function labelsOf({ podSelector }: Manifest): string[] {
  return Object.keys(podSelector.matchLabels ?? {});
}
