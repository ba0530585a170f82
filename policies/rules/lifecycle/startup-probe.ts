import { deploymentWith } from "../../examples";
import { rule, when } from "../../rule";
import { eachStaying } from "./staying";

const LIVE = { livenessProbe: { tcpSocket: { port: 11800 } } };
const probing = (probes: object) =>
  deploymentWith({}, { containers: [{ name: "oap", ...probes }] });

export const startupProbe = rule({
  name: "startup-probe",
  family: "lifecycle",
  scope: "resource",
  severity: "medium",
  title: "Nothing is restarted while it starts",
  why: "A liveness probe that begins too early kills a slow start again and again; a long delay instead hides every hang.",
  remedy: "set startupProbe with failureThreshold × periodSeconds above the slowest start",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe",
  bad: [probing(LIVE)],
  good: [probing({ ...LIVE, startupProbe: { tcpSocket: { port: 11800 } } })],
  check: (object) =>
    eachStaying(object, ({ title, spec }) =>
      when(
        spec.livenessProbe !== undefined && spec.startupProbe === undefined,
        `${title} has a livenessProbe, and no startupProbe`,
      ),
    ),
});
