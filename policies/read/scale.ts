import { type KubernetesObject, nameOf, namespaceOf, podsOf } from "../objects";
import type { Stack } from "../stack";

/** The largest number of pods that an object may have: what its autoscaler allows, or what is written. */
export function largestScale(object: KubernetesObject, stack: Stack): number {
  const autoscaler = autoscalerOf(object, stack);
  const written = podsOf(object).reduce((sum, { replicas }) => sum + replicas, 0);
  return Number(autoscaler?.manifest.spec?.maxReplicas ?? written);
}

/** The HorizontalPodAutoscaler of an object. */
export function autoscalerOf(object: KubernetesObject, stack: Stack): KubernetesObject | undefined {
  return stack.ofKind("HorizontalPodAutoscaler").find((autoscaler) => {
    const { kind, name } = autoscaler.manifest.spec?.scaleTargetRef ?? {};
    return (
      kind === object.kind &&
      name === nameOf(object) &&
      namespaceOf(autoscaler) === namespaceOf(object)
    );
  });
}

/** What an autoscaler scales; undefined for any other object. */
export function autoscalerTarget(
  object: KubernetesObject,
  stack: Stack,
): KubernetesObject | undefined {
  if (object.kind !== "HorizontalPodAutoscaler") return undefined;
  const { kind, name } = object.manifest.spec?.scaleTargetRef ?? {};
  return stack.find(String(kind), String(name), namespaceOf(object));
}
