import { type KubernetesObject, nameOf, namespaceOf } from "../../objects";
import type { Stack } from "../../stack";

/** Autoscalers that set the number of an object's pods. */
export function autoscalersOf(object: KubernetesObject, stack: Stack): KubernetesObject[] {
  return stack.ofKind("HorizontalPodAutoscaler").filter((autoscaler) => {
    const { kind, name } = autoscaler.manifest.spec.scaleTargetRef;
    const isHere = namespaceOf(autoscaler) === namespaceOf(object);
    return isHere && kind === object.kind && name === nameOf(object);
  });
}

/** The smallest number of pods that an object has. */
export function leastPods(object: KubernetesObject, stack: Stack): number {
  const [autoscaler] = autoscalersOf(object, stack);
  if (autoscaler !== undefined) return autoscaler.manifest.spec.minReplicas ?? 1;
  return object.manifest.spec.replicas ?? 1;
}

/** The largest number of pods that an object has. */
export function mostPods(object: KubernetesObject, stack: Stack): number {
  const [autoscaler] = autoscalersOf(object, stack);
  return autoscaler?.manifest.spec.maxReplicas ?? object.manifest.spec.replicas ?? 1;
}
