import type { KubernetesObject, Pod } from "../objects";

/** Annotations of a pod template that change with what its pods read: another template makes new pods. */
const CHANGING = /checksum|fingerprint|certificate|hash/i;

/** Annotations by which a controller is asked to do that: Reloader and Wave. */
const ASKING = /reloader|^wave\.pusher\.com\//i;

/** Whether an annotation has the pods of an object started anew when what they read changes. */
export function isStartedAnew({ manifest }: KubernetesObject, { metadata }: Pod): boolean {
  const own = Object.keys(manifest.metadata?.annotations ?? {});
  const ofPods = Object.keys(metadata.annotations ?? {});
  return (
    ofPods.some((name) => CHANGING.test(name)) ||
    [...own, ...ofPods].some((name) => ASKING.test(name))
  );
}
