/** Port numbers by name, as a component opens them: `{ grpc: 11800, rest: 12800 }`. */
export type Ports = Readonly<Record<string, number>>;

/** What the container declares. */
export function containerPorts(ports: Ports) {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort }));
}

/**
 * What the Service opens, each leading to the container port of the same name. The name says what is
 * spoken, for meshes and gateways: `grpc…`, `https…` (anything behind TLS), `tcp…` (unknown to them),
 * any other is HTTP.
 */
export function servicePorts(ports: Ports) {
  return Object.entries(ports).map(([name, port]) => ({
    name,
    port,
    targetPort: name,
    ...appProtocol(name),
  }));
}

function appProtocol(name: string) {
  if (name.startsWith("tcp")) return {};
  const known = ["grpc", "https"].find((protocol) => name.startsWith(protocol));
  return { appProtocol: known ?? "http" };
}
