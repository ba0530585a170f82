import { type KubernetesObject, list, namespaceOf } from "../objects";
import type { Stack } from "../stack";

/** Services that lead to pods of an object. */
export function servicesOf(object: KubernetesObject, stack: Stack): readonly KubernetesObject[] {
  const namespace = namespaceOf(object);
  return stack
    .ofKind("Service")
    .filter((service) => namespaceOf(service) === namespace)
    .filter(({ manifest: { spec } }) => {
      if (Object.keys(spec?.selector ?? {}).length === 0) return false;
      const pods = stack.selected({ matchLabels: spec.selector }, namespace);
      return pods.some(({ of }) => of === object);
    });
}

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
