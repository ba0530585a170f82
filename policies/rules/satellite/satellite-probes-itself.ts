import type { Manifest } from "../../objects";
import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

const probe = (port: number) => ({ container: { readinessProbe: { tcpSocket: { port } } } });

export const satelliteProbesItself = rule({
  name: "satellite-probes-itself",
  family: "satellite",
  scope: "stack",
  severity: "low",
  title: "Satellite is probed where it listens",
  why: "It has no gRPC health service, and the chart takes the port of OAP: where the two differ, no pod is ever ready.",
  remedy: "probe by tcpSocket the port of SATELLITE_GRPC_ADDRESS, or by httpGet /metrics at 1234",
  source:
    "https://github.com/apache/skywalking-helm/blob/v4.9.0/chart/skywalking/templates/satellite-deployment.yaml",
  bad: [satelliteWith({ SATELLITE_GRPC_ADDRESS: ":11801" }, probe(11800))],
  good: [satelliteWith({ SATELLITE_GRPC_ADDRESS: ":11801" }, probe(11801))],
  check: (object, { stack }) =>
    each(running(object, "satellite"), (satellite) => {
      const { title, spec } = satellite;
      const settings = satelliteSettings(satellite, object, stack);
      const addresses = [
        settings.text("SATELLITE_GRPC_ADDRESS") ?? ":11800",
        settings.text("SATELLITE_TELEMETRY_PROMETHEUS_ADDRESS") ?? ":1234",
      ];
      const ports = addresses.map((address) => Number(address.replace(/.*:/, "")));
      return (["startupProbe", "readinessProbe", "livenessProbe"] as const).flatMap((name) => {
        const { grpc, httpGet, tcpSocket } = spec[name] ?? {};
        const port = numberIn(spec, (httpGet ?? tcpSocket ?? grpc)?.port);
        return [
          ...when(
            Boolean(grpc),
            `${title}: ${name} is grpc, and Satellite has no health service; give tcpSocket`,
          ),
          ...when(
            port !== undefined && !ports.includes(port),
            `${title}: ${name} asks port ${port}, and it listens at ${ports.join(" and ")}`,
          ),
        ];
      });
    }),
});

/** The number of a port that may be given by its name. */
function numberIn(spec: Manifest, port: unknown): number | undefined {
  if (typeof port !== "string" || /^[0-9]+$/.test(port))
    return port === undefined ? undefined : Number(port);
  const named = [...(spec.ports ?? [])].find(({ name }: Manifest) => name === port);
  return named === undefined ? undefined : Number(named.containerPort);
}
