import { list, namespaceOf } from "../../objects";
import { runningIn } from "../../read/products";
import { portBehind } from "../../read/ports";
import { each, rule, when } from "../../rule";
import { oapWith, serviceWith } from "../skywalking/examples";

const OAP = oapWith({}, { container: { ports: [{ name: "grpc", containerPort: 11800 }] } });

/** Ports of our products that speak gRPC. */
const GRPC = [11800, 11801, 11802, 4317, 14250, 16685];

export const grpcPortIsNamed = rule({
  name: "grpc-port-is-named",
  family: "collector",
  scope: "stack",
  severity: "medium",
  title: "Ports of Services that speak gRPC say so",
  why: "A mesh or gateway takes them for plain TCP otherwise: all calls of a connection go to one pod.",
  remedy: "set appProtocol to grpc, or begin the name of the port with grpc",
  source: "https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/",
  bad: [OAP, serviceWith({ ports: [{ name: "agents", port: 11800 }] })],
  good: [OAP, serviceWith({ ports: [{ name: "grpc-agents", port: 11800 }] })],
  check: (object, { stack }) => {
    const { selector, ports } = object.manifest.spec ?? {};
    if (object.kind !== "Service" || !selector) return [];
    const servers = stack
      .selected({ matchLabels: selector }, namespaceOf(object))
      .filter(
        (pod) =>
          runningIn(pod, "oap", "satellite", "jaeger", "jaegerCollector", "collector", "nginx")
            .length > 0,
      );
    return each(list(ports), (port) => {
      const { name, appProtocol } = port;
      const isGrpc = servers.some((server) => GRPC.includes(portBehind(port, server)?.number ?? 0));
      const says =
        /^grpc(-|$)/.test(String(name ?? "")) ||
        ["grpc", "kubernetes.io/h2c"].includes(appProtocol);
      return when(isGrpc && !says, `port ${name ?? port.port} speaks gRPC; set appProtocol: grpc`);
    });
  },
});
