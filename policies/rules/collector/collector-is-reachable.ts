import { endpointsIn, pipelinesIn, portIn } from "../../read/pipelines";
import { openPorts } from "../../read/ports";
import { isServed } from "../../read/services";
import { each, rule, when } from "../../rule";
import { collectorWith, SERVICE } from "./examples";

export const collectorIsReachable = rule({
  name: "collector-is-reachable",
  family: "collector",
  scope: "stack",
  severity: "critical",
  title: "Receivers of a Collector listen where its Service leads to, at ports that it declares",
  why: "By default they listen at localhost: other pods get connection refused.",
  remedy:
    "set endpoint of the receiver to ${env:POD_IP}:<port>, and declare the port in the container",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector/blob/v0.159.0/docs/security-best-practices.md",
  bad: [...collectorWith({ endpoint: "localhost:4317" }), SERVICE],
  good: [...collectorWith({}), SERVICE],
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config, container }) => {
      if (container === undefined) return [];
      const open = openPorts(container.pod);
      return endpointsIn(config).flatMap(({ path, endpoint }) => {
        const port = portIn(endpoint);
        if (port === undefined) return [];
        const declared = open.find(({ number }) => number === port);
        const place = { number: port, name: declared?.name };
        const isLocal = /^(localhost|127\.)/.test(endpoint);
        return [
          ...when(
            isLocal && isServed(place, object, stack),
            `${title}: ${path} listens at ${endpoint}, and a Service leads there; give \${env:POD_IP}:${port}`,
          ),
          ...when(
            !isLocal && declared === undefined,
            `${title}: ${path} listens at port ${port}, which is not one of its ports`,
          ),
        ];
      });
    }),
});
