import { list, namespaceOf } from "../../objects";
import { portBehind } from "../../read/ports";
import { each, rule } from "../../rule";
import { OAP, serviceWith } from "./examples";

export const servicePortExists = rule({
  name: "service-port-exists",
  family: "wiring",
  scope: "stack",
  severity: "critical",
  title: "Every port of a Service leads to a port of its pods, with the same protocol",
  why: "Connections to such a port are refused although the Service and its pods are there.",
  remedy:
    "give targetPort the name or number of a containerPort of the pods, and the same protocol",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  bad: [OAP, serviceWith({ ports: [{ port: 11800, targetPort: "http" }] })],
  good: [OAP, serviceWith({ ports: [{ port: 11800, targetPort: "grpc" }] })],
  check: (object, { stack }) => {
    const { selector, ports } = object.manifest.spec ?? {};
    if (object.kind !== "Service" || !selector) return [];
    const pods = stack
      .selected({ matchLabels: selector }, namespaceOf(object))
      .filter(({ isOperated, kind }) => !isOperated && kind === "stays");
    return each(list(ports), (port) => {
      const target = String(port.targetPort ?? port.port);
      const protocol = String(port.protocol ?? "TCP");
      return pods
        .filter((pod) => portBehind(port, pod) === undefined)
        .map(
          ({ of }) =>
            `port ${port.port} leads to ${protocol} ${target}, which ${of.title} does not have`,
        );
    });
  },
});
