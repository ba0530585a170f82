import { stringify } from "yaml";
import type { Manifest } from "../../objects";

/** The Service of a Satellite. */
export const SATELLITE: Manifest = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "satellite", namespace: "tracing" },
  spec: { ports: [{ name: "grpc", port: 11800 }] },
};

/** A mesh that sends its access logs to an address. */
export function meshWith(address: string): Manifest {
  const mesh = { defaultConfig: { envoyAccessLogService: { address } } };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "istio", namespace: "istio-system" },
    data: { mesh: stringify(mesh) },
  };
}
