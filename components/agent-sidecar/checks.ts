import { agentChecks } from "../kit/agent/checks";
import { programPorts } from "../kit/agent/ports";
import type { ListeningPort } from "../kit/otel/listening";
import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";
import type { ProgramContainer, ProgramPod } from "./args";
import { isAgent, isOurs, NAME } from "./container";
import type { Settled } from "./settled";

/** Everything that `refuse` is to know of. */
export function sidecarChecks(pod: ProgramPod, settled: Settled): (true | Problem)[] {
  const { kubernetes, queue, drainSeconds, own } = settled;
  const port = { least: 1, most: 65535 };
  return [
    minorOf(kubernetes) >= 29 || {
      field: "kubernetes",
      got: kubernetes,
      want: "1.29 or later: before, a sidecar may end before its program; use AgentDaemonSet there",
    },
    ...agentChecks(settled, queue),
    whole("drainSeconds", drainSeconds, { least: 1, unit: "seconds" }),
    whole("ports.health", own.health.port, port),
    whole("ports.metrics", own.metrics.port, port),
    ...podChecks(pod),
    ...portChecks(pod, [...programPorts(settled), own.health, own.metrics]),
  ];
}

function podChecks(pod: ProgramPod): (true | Problem)[] {
  const all = everyContainer(pod);
  const agents = all.filter(isAgent).map(({ name }) => name);
  return [
    pod.containers.length > 0 || { field: "pod.containers", got: [], want: "a program" },
    pod.hostNetwork !== true || {
      field: "pod.hostNetwork",
      got: true,
      want: "false: all pods of the node would meet at the ports of the agent",
    },
    !all.some(({ name }) => name === NAME) || {
      field: "pod",
      got: `one with a container ${NAME}`,
      want: "that container another name",
    },
    agents.length === 0 || {
      field: "pod",
      got: `one with an agent, ${agents.join(", ")}`,
      want: "one without: the second would send everything again, or find its ports taken",
    },
  ];
}

/** All containers of a pod meet at localhost. */
function portChecks(pod: ProgramPod, wanted: readonly ListeningPort[]): (true | Problem)[] {
  const clashes = everyContainer(pod).flatMap(({ name, ports = [] }) =>
    ports
      .filter(({ containerPort, protocol = "TCP" }) =>
        wanted.some((one) => one.port === containerPort && one.protocol === protocol),
      )
      .map(({ containerPort, protocol = "TCP" }) => ({
        field: "pod",
        got: `one whose container ${name} listens at ${containerPort}/${protocol}`,
        want: wayOut(containerPort, wanted),
      })),
  );
  const seen = wanted.map(({ port, protocol }) => `${port}/${protocol}`);
  const twice = seen.filter((one, index) => seen.indexOf(one) !== index);
  return [
    ...clashes,
    ...twice.map((port) => ({ field: "ports", got: port, want: "each port once" })),
  ];
}

function wayOut(port: number, wanted: readonly ListeningPort[]): string {
  const found = wanted.find((one) => one.port === port)?.name;
  const own = /^agent-(health|metrics)$/.exec(found ?? "")?.[1];
  return own === undefined
    ? "the program another port, or leave that protocol out of receives"
    : `ports: { ${own}: … }, another one for the agent`;
}

function everyContainer({ containers, initContainers = [] }: ProgramPod): ProgramContainer[] {
  return [...initContainers.filter((container) => !isOurs(container)), ...containers];
}

/** 30 of `v1.30.2`; `NaN` for anything that is not a version of Kubernetes. */
function minorOf(kubernetes: string): number {
  return Number(/^v?1\.([0-9]+)(?:[.+-].*)?$/.exec(kubernetes)?.[1]);
}
