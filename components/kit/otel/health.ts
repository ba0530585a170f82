import type { ListeningPort } from "./listening";
import { atPod, type Settings } from "./settings";

/** Where a Collector says how it is. */
export const HEALTH_PORT: ListeningPort = { name: "health", port: 13133, protocol: "TCP" };

/**
 * Settings of the extension `health_check`, asked at `/`.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/extension/healthcheckextension/README.md
 */
export function healthCheck(at: (port: number) => string = atPod): Settings {
  return { endpoint: at(HEALTH_PORT.port) };
}

/**
 * Settings of the extension `healthcheckv2`, the one that Jaeger 2 has, asked at `/status`. It tells
 * errors of parts that recover by themselves too, so only readiness should ask it.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/extension/healthcheckv2extension/README.md
 */
export function healthCheckV2(at: (port: number) => string = atPod): Settings {
  return { use_v2: true, http: { endpoint: at(HEALTH_PORT.port) } };
}

/** Probes of a container with a health extension, which opens its port when all parts have started. */
export function healthProbes(path = "/") {
  const { name: port } = HEALTH_PORT;
  const asked = { httpGet: { path, port } };
  return {
    startupProbe: { ...asked, timeoutSeconds: 2, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...asked, timeoutSeconds: 3, periodSeconds: 5, failureThreshold: 3 },
    // What is busy may be slow to answer, and what cannot send is well: what hangs does not even accept.
    livenessProbe: {
      tcpSocket: { port },
      timeoutSeconds: 3,
      periodSeconds: 10,
      failureThreshold: 6,
    },
  };
}
