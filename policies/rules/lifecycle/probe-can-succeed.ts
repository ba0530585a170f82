import { deploymentWith } from "../../examples";
import { each, rule, when } from "../../rule";
import { eachStaying } from "./staying";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"];
const probing = (timing: object) =>
  deploymentWith(
    {},
    { containers: [{ name: "oap", livenessProbe: { tcpSocket: { port: 11800 }, ...timing } }] },
  );

export const probeCanSucceed = rule({
  name: "probe-answers-in-time",
  family: "lifecycle",
  scope: "resource",
  severity: "medium",
  title: "A probe ends before the next one begins, and asks one question",
  why: "Slow answers pile up and are counted as failures; a probe with two questions or none is refused by the API server.",
  remedy:
    "keep timeoutSeconds below periodSeconds, and give one of httpGet, tcpSocket, grpc and exec",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes",
  bad: [probing({ timeoutSeconds: 30, periodSeconds: 10 })],
  good: [probing({ timeoutSeconds: 3, periodSeconds: 10 })],
  check: (object) =>
    eachStaying(object, ({ title, spec }) =>
      each(
        PROBES.filter((name) => spec[name] !== undefined),
        (name) => {
          const { timeoutSeconds = 1, periodSeconds = 10, ...probe } = spec[name];
          const asked = ["httpGet", "tcpSocket", "grpc", "exec"].filter((way) => way in probe);
          return [
            ...when(
              timeoutSeconds > periodSeconds,
              `${title}: ${name} waits ${timeoutSeconds} s, and is repeated after ${periodSeconds} s`,
            ),
            ...when(
              asked.length !== 1,
              `${title}: ${name} asks ${asked.join(" and ") || "nothing"}`,
            ),
          ];
        },
      ),
    ),
});
