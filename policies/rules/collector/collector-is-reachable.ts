import { list, namespaceOf } from "../../objects";
import { endpointsIn, pipelinesIn, portIn } from "../../read/pipelines";
import { openPorts, portBehind } from "../../read/ports";
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
      const fronted = stack
        .ofKind("Service")
        .filter(
          (service) =>
            namespaceOf(service) === namespaceOf(object) && service.manifest.spec?.selector,
        )
        .filter(({ manifest }) =>
          stack
            .selected({ matchLabels: manifest.spec.selector }, namespaceOf(object))
            .some(({ of }) => of === object),
        )
        .flatMap(({ manifest }) =>
          list(manifest.spec.ports).flatMap(
            (port) => portBehind(port, container.pod)?.number ?? [],
          ),
        );
      return endpointsIn(config).flatMap(({ path, endpoint }) => {
        const port = portIn(endpoint);
        if (port === undefined) return [];
        const isLocal = /^(localhost|127\.)/.test(endpoint);
        return [
          ...when(
            isLocal && fronted.includes(port),
            `${title}: ${path} listens at ${endpoint}, and a Service leads there; give \${env:POD_IP}:${port}`,
          ),
          ...when(
            !isLocal && !open.some(({ number }) => number === port),
            `${title}: ${path} listens at port ${port}, which is not one of its ports`,
          ),
        ];
      });
    }),
});
