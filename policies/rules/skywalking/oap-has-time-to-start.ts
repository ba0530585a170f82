import { running } from "../../read/products";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

const TCP = { tcpSocket: { port: 12800 } };

export const oapHasTimeToStart = rule({
  name: "oap-has-time-to-start",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  settings: { seconds: 300 },
  meaning: { seconds: "how long OAP may take to start, at least" },
  title: "OAP may take five minutes to start",
  why: "It waits for its schema and loads its rules: with less it is killed and starts again for ever.",
  remedy: "add a startupProbe whose failureThreshold times periodSeconds is 300 or more",
  source:
    "https://github.com/apache/skywalking-helm/blob/v4.9.0/chart/skywalking/templates/oap-deployment.yaml",
  bad: [
    oapWith(
      {},
      { container: { startupProbe: { ...TCP, failureThreshold: 9, periodSeconds: 10 } } },
    ),
  ],
  good: [
    oapWith(
      {},
      { container: { startupProbe: { ...TCP, failureThreshold: 30, periodSeconds: 10 } } },
    ),
  ],
  check: (object, { settings }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends") return [];
      const { startupProbe } = spec;
      if (!startupProbe) return [`${title} has no startupProbe`];
      const { failureThreshold = 3, periodSeconds = 10 } = startupProbe;
      const time = Number(failureThreshold) * Number(periodSeconds);
      return time < settings.seconds
        ? [`${title}: startupProbe gives it ${time} seconds; give ${settings.seconds}`]
        : [];
    }),
});
