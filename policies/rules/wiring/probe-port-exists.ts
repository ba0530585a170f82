import { containersIn, type Manifest } from "../../objects";
import { portsOf } from "../../read/ports";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

export const probePortExists = rule({
  name: "probe-port-exists",
  family: "wiring",
  scope: "resource",
  severity: "critical",
  title: "Every probe asks a port that its container declares",
  why: "The kubelet refuses a name that is not there; a wrong number never answers, and the pod restarts for ever.",
  remedy: "name a port of the same container",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  sameAs: ["kube-linter/liveness-port", "kube-linter/readiness-port", "kube-linter/startup-port"],
  bad: [
    oapWith({ ports: [{ containerPort: 11800 }], livenessProbe: { tcpSocket: { port: 12800 } } }),
  ],
  good: [
    oapWith({ ports: [{ containerPort: 11800 }], livenessProbe: { tcpSocket: { port: 11800 } } }),
  ],
  check: (object) =>
    each(containersIn(object), ({ title, spec, pod }) =>
      PROBES.flatMap((name) => {
        const port = portOf(spec[name]);
        if (port === undefined || (pod.isOperated && !spec.ports)) return [];
        const isThere = portsOf(spec).some(
          (open) => open.name === port || open.number === Number(port),
        );
        return when(!isThere, `${title}: ${name} asks port ${port}, which is not one of its ports`);
      }),
    ),
});

function portOf(probe: Manifest): string | number | undefined {
  const { httpGet, tcpSocket, grpc } = probe ?? {};
  return (httpGet ?? tcpSocket ?? grpc)?.port;
}
