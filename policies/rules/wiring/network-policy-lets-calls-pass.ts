import { type KubernetesObject, namespaceOf } from "../../objects";
import { isIp } from "../../parse/address";
import { type Expected, expectedFrom, expectedIn, outsideOf } from "../../read/expected";
import { blockHolds, lets, letsOutside } from "../../read/flows";
import { each, rule, when } from "../../rule";
import type { OwnedPod, Stack } from "../../stack";
import { oapWith, OAP, policyWith, serviceWith } from "./examples";

const AGENT = {
  ...oapWith({ env: [{ name: "BACKEND_URL", value: "oap.tracing.svc:11800" }] }),
  metadata: { name: "agent", namespace: "tracing" },
};
const CLOSED = { podSelector: {}, policyTypes: ["Ingress"] };

export const networkPolicyLetsCallsPass = rule({
  name: "network-policy-lets-calls-pass",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title: "NetworkPolicies of both sides let every connection of the stack pass",
  why: "The connection hangs until a timeout, without a message from the cluster.",
  remedy:
    "let the port out of the client and into the server; policies see ports of pods, not of Services",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [OAP, serviceWith({}), AGENT, policyWith(CLOSED)],
  good: [
    OAP,
    serviceWith({}),
    AGENT,
    policyWith({ ...CLOSED, ingress: [{ ports: [{ port: 11800 }] }] }),
  ],
  check: (object, { stack }) => {
    const pods = podsIn(object, stack);
    if (pods.length === 0) return [];
    return [
      ...each(pods, (client) =>
        expectedFrom(client, stack)
          .filter((flow) => !lets("egress", flow, stack))
          .map((flow) => `${told(flow, object)}, and no egress rule lets that out`),
      ),
      ...expectedIn(stack)
        .filter(({ server }) => server.of === object)
        .filter((flow) => !lets("ingress", flow, stack))
        .map(
          (flow) =>
            `${flow.client.of.title} connects to its port ${flow.port} (${flow.why}), and no ingress rule lets that in`,
        ),
      ...outside(pods, stack),
    ];
  },
});

function outside(pods: readonly OwnedPod[], stack: Stack) {
  return each(pods, (client) =>
    outsideOf(client, stack).flatMap(({ host, port, text }) => {
      const isOut = letsOutside(
        client,
        { port, holds: (block) => !isIp(host) || blockHolds(block, host) },
        stack,
      );
      return when(!isOut, `it dials ${text}, and no egress rule lets that out`);
    }),
  );
}

function podsIn(object: KubernetesObject, stack: Stack) {
  return stack.pods.filter(({ of }) => of === object);
}

function told({ server, port, why }: Expected, object: KubernetesObject): string {
  const isNear = namespaceOf(server.of) === namespaceOf(object);
  const where = isNear ? server.of.title : `${server.of.title} in ${namespaceOf(server.of)}`;
  return `it connects to port ${port} of ${where} (${why})`;
}
