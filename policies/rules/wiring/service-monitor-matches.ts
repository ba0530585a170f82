import { type KubernetesObject, list, type Manifest, namespaceOf, selects } from "../../objects";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
import { labelsOfNamespace } from "../../read/flows";
import { openPorts } from "../../read/ports";
import { OAP, objectWith, serviceWith } from "./examples";

const LABELLED = {
  ...serviceWith({ ports: [{ name: "grpc", port: 11800 }] }),
  metadata: { name: "oap", namespace: "tracing", labels: { app: "oap" } },
};

export const serviceMonitorMatches = rule({
  name: "service-monitor-matches",
  family: "wiring",
  scope: "stack",
  severity: "medium",
  title: "Every ServiceMonitor or PodMonitor matches something, at a port that it has",
  why: "Prometheus scrapes nothing, and the dashboards stay empty.",
  remedy:
    "repeat the labels of the Service in spec.selector, and one of its port names in endpoints[].port",
  source: "https://prometheus-operator.dev/docs/developer/getting-started/",
  sameAs: ["kube-linter/dangling-servicemonitor"],
  bad: [OAP, LABELLED, monitor("metrics")],
  good: [OAP, LABELLED, monitor("grpc")],
  check: (object, { stack }) => {
    if (object.kind !== "ServiceMonitor" && object.kind !== "PodMonitor") return [];
    const { spec } = object.manifest;
    const names = object.kind === "ServiceMonitor" ? services(object, stack) : pods(object, stack);
    if (names.length === 0) return ["spec.selector matches nothing"];
    return each([...list(spec.endpoints), ...list(spec.podMetricsEndpoints)], ({ port }) =>
      when(
        port !== undefined && !names.some((ports) => ports.includes(port)),
        `endpoint port ${port} is not a port of what spec.selector matches`,
      ),
    );
  },
});

function services(monitor: KubernetesObject, stack: Stack): unknown[][] {
  return stack
    .ofKind("Service")
    .filter((service) => isIn(monitor, service, stack))
    .filter(({ manifest }) => selects(monitor.manifest.spec.selector, manifest.metadata?.labels))
    .map(({ manifest }) => list(manifest.spec?.ports).map(({ name }): unknown => name));
}

function pods(monitor: KubernetesObject, stack: Stack): unknown[][] {
  return stack.pods
    .filter(({ of }) => isIn(monitor, of, stack))
    .filter(({ metadata }) => selects(monitor.manifest.spec.selector, metadata.labels))
    .map((pod) => openPorts(pod).map(({ name }) => name));
}

function isIn(monitor: KubernetesObject, object: KubernetesObject, stack: Stack): boolean {
  const { any, matchNames } = monitor.manifest.spec.namespaceSelector ?? {};
  const namespace = namespaceOf(object);
  if (any === true) return labelsOfNamespace(namespace, stack) !== undefined;
  return matchNames ? list(matchNames).includes(namespace) : namespace === namespaceOf(monitor);
}

function monitor(port: string): Manifest {
  return objectWith("ServiceMonitor monitoring.coreos.com/v1", {
    selector: { matchLabels: { app: "oap" } },
    endpoints: [{ port }],
  });
}
