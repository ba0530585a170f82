import { type KubernetesObject, list, namespaceOf } from "../objects";
import type { Stack } from "../stack";
import { once } from "./once";

/** Services that lead to pods of an object. */
export function servicesOf(object: KubernetesObject, stack: Stack): readonly KubernetesObject[] {
  const namespace = namespaceOf(object);
  return stack
    .ofKind("Service")
    .filter((service) => namespaceOf(service) === namespace)
    .filter((service) =>
      podsBehind(stack)
        .of(service)
        .some(({ of }) => of === object),
    );
}

/** The pods that each Service of a stack leads to. */
const podsBehind = once((stack: Stack) => ({
  of: once((service: KubernetesObject) => {
    const selector = service.manifest.spec?.selector ?? {};
    if (Object.keys(selector).length === 0) return [];
    return stack.selected({ matchLabels: selector }, namespaceOf(service));
  }),
}));

/** Whether a Service leads to a port of the pods of an object, which may have a name there. */
export function isServed(
  { number, name }: { number: number; name: string | undefined },
  object: KubernetesObject,
  stack: Stack,
): boolean {
  return servicesOf(object, stack)
    .flatMap(({ manifest }) => list(manifest.spec.ports))
    .map((port): unknown => port.targetPort ?? port.port)
    .some((target) => Number(target) === number || (name !== undefined && target === name));
}
