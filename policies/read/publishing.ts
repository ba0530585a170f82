import { type KubernetesObject, list, namespaceOf } from "../objects";
import type { OwnedPod, Stack } from "../stack";
import { portBehind } from "./ports";

/** A port of a pod that the outside reaches. */
export interface Published {
  readonly server: OwnedPod;
  readonly number: number;
}

/** Ports of pods that an object opens to the outside: a node port, a load balancer, an Ingress, a route. */
export function openedBy(object: KubernetesObject, stack: Stack): readonly Published[] {
  return frontsOf(object, stack).flatMap(({ service, ports }) =>
    stack
      .selected({ matchLabels: service.manifest.spec.selector }, namespaceOf(service))
      .flatMap((server) =>
        ports.flatMap((port) => {
          const open = portBehind(port, server);
          return open === undefined ? [] : [{ server, number: open.number }];
        }),
      ),
  );
}

function frontsOf(object: KubernetesObject, stack: Stack) {
  const { spec } = object.manifest;
  if (object.kind === "Service") {
    const isOpen =
      spec?.type === "NodePort" ||
      spec?.type === "LoadBalancer" ||
      list(spec?.externalIPs).length > 0;
    return isOpen && spec.selector ? [{ service: object, ports: list(spec.ports) }] : [];
  }
  const backends: { name?: string; port?: string | number }[] = [
    ...list(object.kind === "Ingress" ? spec?.rules : []).flatMap(({ http }) =>
      list(http?.paths).map(({ backend }) => ({
        name: backend?.service?.name,
        port: backend?.service?.port?.name ?? backend?.service?.port?.number,
      })),
    ),
    ...list(/Route$/.test(object.kind) ? spec?.rules : []).flatMap(({ backendRefs }) =>
      list(backendRefs).map(({ name, port }) => ({ name, port })),
    ),
  ];
  return backends.flatMap(({ name, port }) => {
    const service =
      name === undefined ? undefined : stack.find("Service", name, namespaceOf(object));
    if (!service?.manifest.spec?.selector) return [];
    const ports = list(service.manifest.spec.ports).filter(
      (one) => one.port === port || one.name === port,
    );
    return [{ service, ports }];
  });
}
