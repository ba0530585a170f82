import { containersOf, list, type Manifest, type Pod } from "../objects";

/** A port that a container of a pod declares. */
export interface OpenPort {
  readonly container: string;
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
  readonly hostPort: number | undefined;
}

/** Ports of a container, with the defaults of the API server. */
export function portsOf(container: Manifest): readonly OpenPort[] {
  return list(container.ports).map(({ name, containerPort, protocol, hostPort }) => ({
    container: String(container.name),
    name: name ?? undefined,
    number: Number(containerPort),
    protocol: protocol ?? "TCP",
    hostPort: hostPort ? Number(hostPort) : undefined,
  }));
}

/** Ports of the containers of a pod that stay. */
export function openPorts(pod: Pod): readonly OpenPort[] {
  return containersOf(pod)
    .filter(({ role }) => role === "main" || role === "sidecar")
    .flatMap(({ spec }) => portsOf(spec));
}

/** The port of a pod that a port of a Service leads to; its target is a name, a number or the same. */
export function portBehind(port: Manifest, pod: Pod): OpenPort | undefined {
  const target: unknown = port.targetPort ?? port.port;
  const protocol = port.protocol ?? "TCP";
  return openPorts(pod).find(
    (open) =>
      open.protocol === protocol &&
      (typeof target === "string" && !/^[0-9]+$/.test(target)
        ? open.name === target
        : open.number === Number(target)),
  );
}
