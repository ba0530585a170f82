/** A port that a part of a Collector opens; the name says what is spoken, for meshes and gateways. */
export interface ListeningPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  /** For a Service; absent where no mesh knows the protocol. */
  readonly appProtocol?: "grpc" | "http" | "https";
}

/** What a container declares. */
export function declared(ports: readonly ListeningPort[]) {
  return ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }));
}

/** What a Service opens, each leading to the container port of the same name. */
export function served(ports: readonly ListeningPort[]) {
  return ports.map(({ name, port, protocol, appProtocol }) => ({
    name,
    port,
    targetPort: name,
    protocol,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  }));
}

/** What a NetworkPolicy lets in. */
export function admitted(ports: readonly ListeningPort[]) {
  return ports.map(({ port, protocol }) => ({ protocol, port }));
}
