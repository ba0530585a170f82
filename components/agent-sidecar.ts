import { volumes } from "./kit/agent/container";
import { refuse } from "./kit/refusal";
import type { AgentSidecarArgs, ProgramPod } from "./agent-sidecar/args";
import { sidecarChecks } from "./agent-sidecar/checks";
import { containerOf, foldersOf, isOurs, NAME } from "./agent-sidecar/container";
import { settle } from "./agent-sidecar/settled";

export type * from "./agent-sidecar/args";

/** What Kubernetes gives a pod that says nothing. */
const GRACE_SECONDS = 30;

/**
 * Puts an agent into the pods of a program: it starts before the program and ends after it, so that what the
 * program sends last arrives. It listens at localhost alone, see `sidecarAccess`. Where it is there already,
 * it is put in anew. The pods must carry the labels of `to.endpoint.admits`.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 * @example
 * const env = otlpEnv({ agent: sidecarAccess(), service: "shop" });
 * const pod = { containers: [{ name: "shop", image: "registry.example.com/shop:1.0.0", env }] };
 * const template = {
 *   metadata: { labels: { app: "shop", ...collector.members.admits } },
 *   spec: agentSidecar(pod, {
 *     version: "0.159.0",
 *     kubernetes: "1.30",
 *     to: { endpoint: collector.members },
 *   }),
 * };
 * @throws RunError when the pod has an agent, or something at its ports, or the cluster is too old
 */
export function agentSidecar(pod: ProgramPod, args: AgentSidecarArgs): ProgramPod {
  const settled = settle(args);
  refuse("agentSidecar", sidecarChecks(pod, settled));
  const { initContainers = [], volumes: own = [], terminationGracePeriodSeconds } = pod;
  const isThere = initContainers.some(isOurs);
  const grace = terminationGracePeriodSeconds ?? GRACE_SECONDS;
  return {
    ...pod,
    initContainers: [containerOf(settled), ...initContainers.filter((one) => !isOurs(one))],
    volumes: [
      ...own.filter(({ name }) => !(isThere && name.startsWith(`${NAME}-`))),
      ...volumes(foldersOf(settled)),
    ],
    terminationGracePeriodSeconds: isThere ? grace : grace + settled.drainSeconds,
  };
}
