import { list, type Manifest, namespaceOf, selects } from "../../objects";
import { serviceNamed } from "../../parse/address";
import { isAbout, labelsOfNamespace, peersOf, policiesOn } from "../../read/flows";
import { meshTargetsOf } from "../../read/mesh";
import { portBehind } from "../../read/ports";
import { each, rule } from "../../rule";
import type { OwnedPod, Stack } from "../../stack";
import { satelliteWith } from "../satellite/examples";
import { meshWith, SATELLITE } from "./mesh-examples";

const POD = satelliteWith({}, { container: { ports: [{ containerPort: 11800 }] } });
const FRONT = {
  ...SATELLITE,
  spec: { ...SATELLITE.spec, selector: { "app.kubernetes.io/name": "satellite" } },
};
const SHOP = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "shop", labels: { "istio-injection": "enabled" } },
};
const MESH = meshWith("satellite.tracing:11800");
const policy = (peer: Manifest): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "satellite", namespace: "tracing" },
  spec: {
    podSelector: { matchLabels: { "app.kubernetes.io/name": "satellite" } },
    ingress: [{ from: [peer], ports: [{ port: 11800 }] }],
  },
});

export const meshNamespacesAreLetIn = rule({
  name: "mesh-namespaces-are-let-in",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "Envoys of every namespace of the mesh are let in where they send their logs",
  why: "A namespace without a way in is missing in the topology, and nothing says so.",
  remedy: "add a peer with a namespaceSelector, such as istio-injection: enabled, for that port",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/envoy/als_setting/",
  bad: [POD, FRONT, SHOP, MESH, policy({ podSelector: { matchLabels: { app: "agent" } } })],
  good: [
    POD,
    FRONT,
    SHOP,
    MESH,
    policy({ namespaceSelector: { matchLabels: { "istio-injection": "enabled" } } }),
  ],
  check: (object, { stack }) =>
    each(meshTargetsOf(object), ({ host, port }) => {
      const { service, namespace } = serviceNamed(host, undefined) ?? {};
      const found = service === undefined ? undefined : stack.find("Service", service, namespace);
      const front = list(found?.manifest.spec?.ports).find((one) => Number(one.port) === port);
      if (!found?.manifest.spec?.selector || front === undefined) return [];
      return stack
        .selected({ matchLabels: found.manifest.spec.selector }, namespace)
        .flatMap((server) => {
          const open = portBehind(front, server);
          if (open === undefined) return [];
          return injected(stack)
            .filter((name) => !isLetIn(name, { server, port: open.number }, stack))
            .map(
              (name) =>
                `pods of namespace ${name} send to port ${open.number} of ${server.of.title}, which does not let them in`,
            );
        });
    }).filter((finding, index, all) => all.indexOf(finding) === index),
});

/** Namespaces that get a proxy in each pod. */
function injected(stack: Stack): string[] {
  return stack
    .ofKind("Namespace")
    .map(({ manifest }) => manifest.metadata ?? {})
    .filter(
      ({ labels }) =>
        labels?.["istio-injection"] === "enabled" || labels?.["istio.io/rev"] !== undefined,
    )
    .map(({ name }) => String(name));
}

function isLetIn(
  name: string,
  { server, port }: { server: OwnedPod; port: number },
  stack: Stack,
): boolean {
  const policies = policiesOn(server, "ingress", stack);
  return (
    policies.length === 0 ||
    policies
      .flatMap(({ manifest }) => list(manifest.spec.ingress))
      .filter((one) => isAbout(one, { server, port, protocol: "TCP" }))
      .some((one) => {
        const peers = peersOf(one, "ingress");
        const labels = labelsOfNamespace(name, stack);
        return (
          peers.length === 0 ||
          peers.some(({ namespaceSelector, podSelector }) =>
            namespaceSelector
              ? selects(namespaceSelector, labels)
              : Boolean(podSelector) && namespaceOf(server.of) === name,
          )
        );
      })
  );
}
