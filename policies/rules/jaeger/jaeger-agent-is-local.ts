import { namespaceOf } from "../../objects";
import { openPorts } from "../../read/ports";
import { runningIn } from "../../read/products";
import { rule } from "../../rule";
import { agentWith } from "./examples";

const AGENT = agentWith({ ports: [{ containerPort: 6831, hostPort: 6831, protocol: "UDP" }] });
const service = (spec: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "jaeger-agent", namespace: "tracing" },
  spec: {
    selector: { "app.kubernetes.io/name": "jaeger-agent" },
    ports: [{ port: 6831, protocol: "UDP" }],
    ...spec,
  },
});

export const jaegerAgentIsLocal = rule({
  name: "jaeger-agent-is-local",
  family: "jaeger",
  scope: "stack",
  severity: "high",
  title: "A Service in front of an agent on each node stays on the node",
  why: "Else spans go by UDP to agents of other nodes: they are lost on the way, and carry wrong tags.",
  remedy:
    "set internalTrafficPolicy of the Service to Local, or leave it out and dial status.hostIP",
  source: "https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/",
  bad: [AGENT, service({})],
  good: [AGENT, service({ internalTrafficPolicy: "Local" })],
  check: (object, { stack }) => {
    const { selector, internalTrafficPolicy, clusterIP } = object.manifest.spec ?? {};
    if (object.kind !== "Service" || !selector || internalTrafficPolicy === "Local") return [];
    if (clusterIP === "None") return [];
    return stack
      .selected({ matchLabels: selector }, namespaceOf(object))
      .filter(({ of }) => of.kind === "DaemonSet")
      .filter((pod) => runningIn(pod, "jaegerAgent", "collector").length > 0)
      .filter((pod) =>
        openPorts(pod).some(
          ({ hostPort, protocol }) => hostPort !== undefined || protocol === "UDP",
        ),
      )
      .map(
        ({ of }) =>
          `spec.internalTrafficPolicy is ${internalTrafficPolicy ?? "Cluster"} in front of ${of.title}; give Local`,
      );
  },
});
