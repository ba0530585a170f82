import { list, type Manifest, namespaceOf } from "../../objects";
import { openPorts } from "../../read/ports";
import { each, rule } from "../../rule";
import { OAP, policyWith } from "./examples";

export const networkPolicyPortExists = rule({
  name: "network-policy-port-exists",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "The ports that a NetworkPolicy lets in are ports of the pods that it selects",
  why: "Policies are about ports of pods, not of Services: the real port stays closed, or a hole stays open.",
  remedy: "give the number or name of a containerPort of the selected pods, and its protocol",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [OAP, policyWith({ ingress: [{ ports: [{ port: 12800 }] }] })],
  good: [OAP, policyWith({ ingress: [{ ports: [{ port: 11800 }] }] })],
  check: (object, { stack }) => {
    if (object.kind !== "NetworkPolicy") return [];
    const { podSelector, ingress } = object.manifest.spec ?? {};
    const pods = stack
      .selected(podSelector ?? {}, namespaceOf(object))
      .filter(({ isOperated }) => !isOperated);
    const open = pods.flatMap(openPorts);
    if (open.length === 0) return [];
    return each(
      list(ingress).flatMap(({ ports }) => list(ports)),
      (port) =>
        isOpen(port, open)
          ? []
          : [`ingress opens ${port.protocol ?? "TCP"} ${port.port}, which is no port of its pods`],
    );
  },
});

function isOpen(
  { port, endPort, protocol }: Manifest,
  open: ReturnType<typeof openPorts>,
): boolean {
  return open.some((one) => {
    if (one.protocol !== (protocol ?? "TCP")) return false;
    if (port === undefined || one.name === port) return true;
    return one.number >= Number(port) && one.number <= Number(endPort ?? port);
  });
}
