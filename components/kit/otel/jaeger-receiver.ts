import type { ListeningPort } from "./listening";
import { atPod, type Settings } from "./settings";

/** A protocol of Jaeger's own clients. 5775, Zipkin's, has no successor. */
export type JaegerProtocol = "grpc" | "thrift_http" | "thrift_compact" | "thrift_binary";

/** How clients of Jaeger's own send. */
export interface JaegerReceiver {
  protocols: readonly JaegerProtocol[];
  /** Address of a port. @default that of the pod */
  at?: (port: number) => string;
  /** How datagrams are taken, for both protocols of UDP. */
  datagrams?: {
    /** Datagrams that wait. Jaeger's agent called it `server-queue-size`. @default 1000 */
    queueSize?: number;
    /** Bytes of a datagram. @default 65000 */
    maxPacketBytes?: number;
    /** Workers that read them. @default 10 */
    workers?: number;
    /** Bytes that the kernel holds. @default 0: the kernel's own choice */
    socketBytes?: number;
  };
}

/**
 * Ports of Jaeger's own protocols.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/receiver/jaegerreceiver/README.md
 */
export const JAEGER_PORTS = {
  grpc: { name: "grpc-jaeger", port: 14250, protocol: "TCP", appProtocol: "grpc" },
  thrift_http: { name: "http-jaeger", port: 14268, protocol: "TCP", appProtocol: "http" },
  thrift_compact: { name: "jaeger-compact", port: 6831, protocol: "UDP" },
  thrift_binary: { name: "jaeger-binary", port: 6832, protocol: "UDP" },
} as const satisfies Readonly<Record<JaegerProtocol, ListeningPort>>;

/** Settings of the receiver `jaeger`. */
export function jaegerReceiver(receiver: JaegerReceiver): Settings {
  const { protocols, at = atPod, datagrams = {} } = receiver;
  const { queueSize = 1000, maxPacketBytes = 65_000, workers = 10, socketBytes = 0 } = datagrams;
  const udp = {
    queue_size: queueSize,
    max_packet_size: maxPacketBytes,
    workers,
    socket_buffer_size: socketBytes,
  };
  const settings = protocols.map((protocol) => {
    const { port, protocol: transport } = JAEGER_PORTS[protocol];
    return [protocol, { endpoint: at(port), ...(transport === "UDP" ? udp : {}) }] as const;
  });
  return { protocols: Object.fromEntries(settings) };
}

/** Ports that it opens. */
export function jaegerPorts({ protocols }: JaegerReceiver): ListeningPort[] {
  return protocols.map((protocol) => JAEGER_PORTS[protocol]);
}
