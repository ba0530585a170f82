import { list, podsOf } from "../../objects";
import { peersOf, policiesOn } from "../../read/flows";
import { rule, when } from "../../rule";
import { OAP, policyWith } from "./examples";

const OUT = { policyTypes: ["Egress"] };

export const networkPolicyLetsNamesResolve = rule({
  name: "network-policy-lets-names-resolve",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title: "A pod that may go out to a pod may ask DNS for its name",
  why: "No name resolves; large answers need TCP besides UDP.",
  remedy: "let port 53 out by UDP and by TCP to the pods of kube-dns",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [OAP, policyWith({ ...OUT, egress: [{ ports: [{ port: 9200 }] }] })],
  good: [
    OAP,
    policyWith({
      ...OUT,
      egress: [
        { ports: [{ port: 9200 }] },
        {
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
      ],
    }),
  ],
  check: (object, { stack }) =>
    podsOf(object).flatMap((pod) => {
      const rules = policiesOn({ ...pod, of: object }, "egress", stack).flatMap(({ manifest }) =>
        list(manifest.spec.egress),
      );
      // Out to addresses only, or not at all, nobody needs names.
      const named = rules.filter((one) => !peersOf(one, "egress").some(({ ipBlock }) => ipBlock));
      const ports = rules.flatMap((one) => list(one.ports));
      if (named.length === 0 || rules.some((one) => list(one.ports).length === 0)) return [];
      return ["UDP", "TCP"].flatMap((protocol) =>
        when(
          !ports.some((one) => one.port === 53 && (one.protocol ?? "TCP") === protocol),
          `no egress rule lets its pods ask DNS at port 53/${protocol}`,
        ),
      );
    }),
});
