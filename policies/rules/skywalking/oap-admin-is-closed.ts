import { type KubernetesObject, list, type Manifest } from "../../objects";
import { openedBy } from "../../read/publishing";
import { isSince, running, runningIn, versionOf } from "../../read/products";
import { isGiven, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { policiesOn } from "../../read/flows";
import type { Stack } from "../../stack";
import { oapWith, serviceWith } from "./examples";

const ADMIN = [17128, 17129];
const SERVER = oapWith(
  { SW_ADMIN_SERVER: "default" },
  { container: { ports: [{ containerPort: 17128 }] } },
);
const PORTS = { ports: [{ port: 17128 }] };

export const oapAdminIsClosed = rule({
  name: "oap-admin-is-closed",
  family: "skywalking",
  scope: "stack",
  severity: "critical",
  title: "The admin server of OAP is reached from inside only, and past a NetworkPolicy",
  why: "It has no login, and its rules run as code: whoever reaches it has a shell.",
  remedy:
    "set SW_ADMIN_SERVER to an empty value, or keep 17128 and 17129 in a ClusterIP Service behind a NetworkPolicy",
  source: "https://github.com/apache/skywalking/blob/master/docs/en/security/README.md",
  bad: [SERVER, serviceWith({ type: "NodePort", ...PORTS })],
  good: [SERVER, serviceWith(PORTS)],
  check: (object, { stack }) => [
    ...openedBy(object, stack)
      .filter(({ number, server }) => ADMIN.includes(number) && runningIn(server, "oap").length > 0)
      .map(
        ({ number, server }) =>
          `it opens the admin port ${number} of ${server.of.title} to the outside`,
      ),
    ...policies(object, stack),
  ],
});

function policies(object: KubernetesObject, stack: Stack) {
  return each(running(object, "oap"), ({ title, spec, pod }) => {
    const isOn = isSince(versionOf(spec.image) ?? [], [11])
      ? valueOf(spec, "SW_ADMIN_SERVER") !== ""
      : isGiven(spec, "SW_ADMIN_SERVER") && valueOf(spec, "SW_ADMIN_SERVER") !== "";
    if (!isOn || pod.kind === "ends") return [];
    const ruling = policiesOn({ ...pod, of: object }, "ingress", stack);
    const rules: Manifest[] = ruling.flatMap(({ manifest }) => list(manifest.spec.ingress));
    const open = rules.filter(({ ports, from }) => {
      const numbers = list(ports).map(({ port }) => Number(port));
      const isAbout = numbers.length === 0 || numbers.some((number) => ADMIN.includes(number));
      return isAbout && !list(from).every(({ podSelector }) => podSelector);
    });
    return when(
      open.length > 0,
      `${title}: a NetworkPolicy lets more than named pods to its admin ports`,
    );
  });
}
