import { type KubernetesObject, type Manifest, namespaceOf, podsOf } from "../../objects";
import { openPorts } from "../../read/ports";
import { once } from "../../read/once";
import { rule } from "../../rule";
import type { OwnedPod, Stack } from "../../stack";
import { deploymentWith } from "../../examples";

const AGENT = daemon("jaeger-agent", 6831);

export const noHostPortClash = rule({
  name: "no-host-port-clash",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "No two pods ask for the same port of the same nodes",
  why: "The second pod of a node stays Pending for ever.",
  remedy: "give each a hostPort of its own, or node selectors that do not overlap",
  source: "https://kubernetes.io/docs/concepts/configuration/overview/#services",
  bad: [AGENT, daemon("otel-agent", 6831)],
  good: [AGENT, daemon("otel-agent", 4317)],
  check: (object, { stack }) =>
    podsOf(object).flatMap((pod) =>
      hostPortsOf(pod).flatMap((port) =>
        taken(stack)
          .filter(
            (other) =>
              other.port === port &&
              other.pod.of !== object &&
              isOnSameNodes(pod.spec, other.pod.spec),
          )
          .map(({ pod: { of } }) => `host port ${port} is also that of ${told(of, object)}`),
      ),
    ),
});

const taken = once((stack: Stack): { port: string; pod: OwnedPod }[] =>
  stack.pods.flatMap((pod) => hostPortsOf(pod).map((port) => ({ port, pod }))),
);

function hostPortsOf(pod: Parameters<typeof openPorts>[0]): string[] {
  return openPorts(pod).flatMap(({ hostPort, number, protocol }) => {
    const taken = hostPort ?? (pod.spec.hostNetwork === true ? number : undefined);
    return taken === undefined ? [] : [`${taken}/${protocol}`];
  });
}

/** Two selectors of nodes exclude each other when they want different values of one label. */
function isOnSameNodes(one: Manifest, other: Manifest): boolean {
  return Object.entries(one.nodeSelector ?? {}).every(([label, value]) =>
    [undefined, value].includes(other.nodeSelector?.[label]),
  );
}

function told(one: KubernetesObject, object: KubernetesObject): string {
  return namespaceOf(one) === namespaceOf(object)
    ? one.title
    : `${one.title} in ${namespaceOf(one)}`;
}

function daemon(name: string, hostPort: number): Manifest {
  const ports = [{ containerPort: hostPort, hostPort, protocol: "UDP" }];
  const base = deploymentWith({}, { containers: [{ name, ports }] });
  return { ...base, kind: "DaemonSet", metadata: { name, namespace: "tracing" } };
}
