import { type KubernetesObject, list, type Manifest, namespaceOf } from "../../objects";
import { isAbout, peersOf, policiesOn } from "../../read/flows";
import { portBehind } from "../../read/ports";
import { each, rule, when } from "../../rule";
import type { OwnedPod, Stack } from "../../stack";
import { OAP, objectWith, policyWith, serviceWith } from "./examples";

const backend = { service: { name: "oap", port: { number: 11800 } } };
const INGRESS = objectWith("Ingress networking.k8s.io/v1", {
  rules: [{ http: { paths: [{ path: "/", backend }] } }],
});
const CONTROLLER = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } },
};

export const networkPolicyLetsPublishersIn = rule({
  name: "network-policy-lets-publishers-in",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "Pods behind an Ingress, a route, a node port or a load balancer let the outside in",
  why: "The address is published, and every connection to it hangs.",
  remedy:
    "add an ingress rule from the namespace of the controller, or from the addresses of the clients, to the port of the pods",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  bad: [OAP, serviceWith({}), INGRESS, policyWith({})],
  good: [
    OAP,
    serviceWith({}),
    INGRESS,
    policyWith({ ingress: [{ from: [CONTROLLER], ports: [{ port: 11800 }] }] }),
  ],
  check: (object, { stack }) =>
    each(publishedBy(object, stack), ({ service, port, by }) =>
      stack
        .selected({ matchLabels: service.manifest.spec.selector }, namespaceOf(service))
        .filter(({ isOperated }) => !isOperated)
        .flatMap((server) => {
          const open = portBehind(port, server);
          const isClosed = open !== undefined && !letsOutsidersIn(server, open, { by, stack });
          return when(
            isClosed,
            `it publishes port ${open?.number} of ${server.of.title}, which lets nobody from outside in`,
          );
        }),
    ),
});

interface Published {
  readonly service: KubernetesObject;
  readonly port: Manifest;
  /** Clients of a node port come with an address, those of an Ingress from its controller's pods. */
  readonly by: "address" | "controller";
}

function publishedBy(object: KubernetesObject, stack: Stack): Published[] {
  const { spec } = object.manifest;
  if (
    object.kind === "Service" &&
    ["NodePort", "LoadBalancer"].includes(spec?.type) &&
    spec.selector
  )
    return list(spec.ports).map((port) => ({ service: object, port, by: "address" }));
  const backends: { service?: string; name?: string; number?: number }[] = [
    ...list(object.kind === "Ingress" ? spec?.rules : []).flatMap(({ http }) =>
      list(http?.paths).map(({ backend }) => ({
        service: backend?.service?.name,
        ...backend?.service?.port,
      })),
    ),
    ...list(/Route$/.test(object.kind) ? spec?.rules : []).flatMap(({ backendRefs }) =>
      list(backendRefs).map(({ name, port }) => ({ service: name, number: port })),
    ),
  ];
  return backends.flatMap((backend): Published[] => {
    const service = backend.service && stack.find("Service", backend.service, namespaceOf(object));
    if (!service) return [];
    const port = list(service.manifest.spec?.ports).find((one) =>
      backend.name === undefined ? one.port === backend.number : one.name === backend.name,
    );
    return service.manifest.spec?.selector && port ? [{ service, port, by: "controller" }] : [];
  });
}

function letsOutsidersIn(
  server: OwnedPod,
  open: { number: number; protocol: string },
  { by, stack }: { by: Published["by"]; stack: Stack },
): boolean {
  const policies = policiesOn(server, "ingress", stack);
  if (policies.length === 0) return true;
  return policies
    .flatMap(({ manifest }) => list(manifest.spec.ingress))
    .filter((one) => isAbout(one, { server, port: open.number, protocol: open.protocol }))
    .some((one) => {
      const peers = peersOf(one, "ingress");
      const isOutside = ({ ipBlock, namespaceSelector }: Manifest) =>
        Boolean(ipBlock) || (by === "controller" && Boolean(namespaceSelector));
      return peers.length === 0 || peers.some(isOutside);
    });
}
