import {
  type Container,
  containersOf,
  type KubernetesObject,
  type Pod,
  podsOf,
} from "../../objects";
import { each, type Finding } from "../../rule";

/** Findings about each container that stays and that nobody else completes: no init, no Job. */
export function eachStaying(
  object: KubernetesObject,
  check: (container: Container, pod: Pod) => readonly Finding[],
): Finding[] {
  const pods = podsOf(object).filter(({ kind, isOperated }) => kind === "stays" && !isOperated);
  return each(pods, (pod) =>
    each(
      containersOf(pod).filter(({ role }) => role === "main" || role === "sidecar"),
      (container) => check(container, pod),
    ),
  );
}
