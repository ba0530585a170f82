import { OAP_PORTS } from "./ports";

/** How often what is in memory is written, in seconds: the default of `SW_CORE_PERSISTENT_PERIOD`. */
export const PERSISTENCE_SECONDS = 25;

/**
 * Port 11800 opens when the schema is there and everything is loaded. `/healthcheck` will not do: it
 * answers 503 for half a minute after the start, and whenever the storage is away. The kubelet
 * cannot call gRPC over TLS, so then an open port must do.
 */
export function probes({ tls }: { tls: boolean }) {
  const { grpc: port } = OAP_PORTS;
  const opens = { tcpSocket: { port: "grpc" } };
  const serves = tls ? opens : { grpc: { port } };
  return {
    // Ten minutes: the start takes one or two, and waits for the schema.
    startupProbe: { ...serves, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 120 },
    readinessProbe: { ...serves, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...opens, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 6 },
  };
}

/**
 * OAP drops what is in memory when it is told to end. So it is told late: by then new calls have gone
 * elsewhere and what came before is written, first by the persistence timer, then by the buffer.
 */
export function goodbye(flushSeconds: number) {
  const seconds = PERSISTENCE_SECONDS + flushSeconds + 5;
  return {
    lifecycle: { preStop: { exec: { command: ["sleep", `${seconds}`] } } },
    terminationGracePeriodSeconds: seconds + 25,
  };
}
