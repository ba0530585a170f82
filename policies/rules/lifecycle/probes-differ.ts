import { isDeepStrictEqual } from "node:util";
import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";
import { rule, when } from "../../rule";
import { eachStaying } from "./staying";

const HTTP = { httpGet: { path: "/healthcheck", port: 12800 } };
const probing = (probes: object) =>
  deploymentWith({}, { containers: [{ name: "oap", ...probes }] });

export const probesDiffer = rule({
  name: "probes-differ",
  family: "lifecycle",
  scope: "resource",
  severity: "medium",
  title: "Liveness asks something else than readiness",
  why: "With the same question a backend that is away for a minute restarts every pod, and makes an outage of it.",
  remedy:
    "let readiness ask whether it can serve, and liveness whether it still answers at all, as by tcpSocket",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
  sameAs: ["kube-score/pod-probes-identical", "kyverno/validate-probes"],
  bad: [probing({ readinessProbe: HTTP, livenessProbe: HTTP })],
  good: [probing({ readinessProbe: HTTP, livenessProbe: { tcpSocket: { port: 12800 } } })],
  check: (object) =>
    eachStaying(object, ({ title, spec }) => {
      const [ready, live] = [questionOf(spec.readinessProbe), questionOf(spec.livenessProbe)];
      return when(
        live !== undefined && isDeepStrictEqual(ready, live),
        `${title} asks the same for liveness as for readiness`,
      );
    }),
});

function questionOf(probe: Manifest): unknown {
  if (probe === undefined) return undefined;
  const { httpGet, tcpSocket, exec, grpc } = probe;
  return { httpGet: httpGet && { ...httpGet }, tcpSocket, exec, grpc };
}
