import type { ListeningPort } from "./listening";
import { atPod, duration, type Settings } from "./settings";
import { serverTls, type ServerFiles } from "./tls";

/** How OTLP comes in. */
export interface OtlpReceiver {
  /** @default both */
  protocols?: readonly ("grpc" | "http")[];
  /** Address of a port. @default that of the pod; a sidecar listens at localhost */
  at?: (port: number) => string;
  tls?: ServerFiles;
  /** Largest message of gRPC, in MiB. @default 4 */
  maxMessageMebibytes?: number;
  /**
   * How long a connection of gRPC lives, in seconds: then clients look for servers anew, or an added
   * pod stays without load.
   * @default 60, and 10 more for open calls
   */
  connectionSeconds?: number;
}

/**
 * Ports of OTLP.
 * @see https://opentelemetry.io/docs/specs/otlp/
 */
export const OTLP_PORTS = { grpc: 4317, http: 4318 } as const;

/**
 * Settings of the receiver `otlp`.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/receiver/otlpreceiver/README.md
 */
export function otlpReceiver(receiver: OtlpReceiver = {}): Settings {
  const { protocols = ["grpc", "http"], at = atPod, tls } = receiver;
  const { maxMessageMebibytes = 4, connectionSeconds = 60 } = receiver;
  const secured = tls === undefined ? {} : { tls: serverTls(tls) };
  const age = {
    max_connection_age: duration(connectionSeconds),
    max_connection_age_grace: duration(10),
  };
  const grpc = {
    endpoint: at(OTLP_PORTS.grpc),
    max_recv_msg_size_mib: maxMessageMebibytes,
    keepalive: { server_parameters: age },
    ...secured,
  };
  const http = { endpoint: at(OTLP_PORTS.http), ...secured };
  return {
    protocols: {
      ...(protocols.includes("grpc") ? { grpc } : {}),
      ...(protocols.includes("http") ? { http } : {}),
    },
  };
}

/** Ports that it opens. */
export function otlpPorts({ protocols = ["grpc", "http"], tls }: OtlpReceiver): ListeningPort[] {
  const http = tls === undefined ? "http" : "https";
  const ports: Readonly<Record<"grpc" | "http", ListeningPort>> = {
    grpc: { name: "grpc-otlp", port: OTLP_PORTS.grpc, protocol: "TCP", appProtocol: "grpc" },
    http: { name: "http-otlp", port: OTLP_PORTS.http, protocol: "TCP", appProtocol: http },
  };
  return protocols.map((protocol) => ports[protocol]);
}
