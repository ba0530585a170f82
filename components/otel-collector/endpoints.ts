import type * as k8s from "@pulumi/kubernetes";
import { type Endpoint, endpointOf, type Protocol } from "../kit/endpoint";
import type { Labels } from "../kit/labels";
import type { ListeningPort } from "../kit/otel/listening";

/** What a Collector opens. */
interface Open {
  ports: readonly ListeningPort[];
  tls: boolean;
  labels: Labels;
}

/** Where a Service leads, by the name of the port; none of UDP, which no component speaks. */
export function endpointsOf(
  service: k8s.core.v1.Service,
  { ports, tls, labels: { selector } }: Open,
): Record<string, Endpoint> {
  const reached = ports
    .filter(({ protocol }) => protocol === "TCP")
    .map((port) => {
      const served = { port: port.port, speaks: spoken(port, tls), selector };
      return [port.name, endpointOf(service, served)] as const;
    });
  return Object.fromEntries(reached);
}

function spoken({ name, appProtocol = "http" }: ListeningPort, tls: boolean): Protocol {
  return appProtocol === "grpc" && tls && name === "grpc-otlp" ? "grpcs" : appProtocol;
}
