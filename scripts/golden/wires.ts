import {
  list,
  type Manifest,
  matches,
  nameOf,
  ofKind,
  type Pod,
  podsIn,
} from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";

/** A connection that the objects speak of: these pods dial this Service at this port. */
export interface Wire {
  /** Such as `Deployment skywalking-oap`. */
  from: string;
  service: string;
  port: number;
}

/** `name.namespace.svc:port`, wherever it stands. */
const ADDRESS = /([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?:([0-9]+)/g;

/** Every address of a Service that a pod dials, read from its environment and its configuration. */
export function wiresOf(objects: readonly Rendered[]): Wire[] {
  return podsIn(objects).flatMap((pod) => {
    const told = JSON.stringify([
      pod.spec.containers.map(({ env }: Manifest) => env),
      filesOf(pod, objects),
    ]);
    const dialled = [...told.matchAll(ADDRESS)].map(([, service = "", , port]) => ({
      from: pod.of,
      service,
      port: Number(port),
    }));
    return dialled.filter(
      (wire, index) =>
        dialled.findIndex((same) => JSON.stringify(same) === JSON.stringify(wire)) === index,
    );
  });
}

/** What is wrong with a wire: nobody answers, or a NetworkPolicy of either side forbids it. */
export function faultsOf({ from, service, port }: Wire, objects: readonly Rendered[]): string[] {
  const title = `${from} dials ${service}:${port}, and`;
  const front = ofKind(objects, "Service").find((object) => nameOf(object) === service);
  if (front === undefined) return [`${title} there is no such Service`];
  const opened = list(front.inputs.spec.ports).find((open) => open.port === port);
  if (opened === undefined) return [`${title} the Service does not open the port`];
  const pods = podsIn(objects);
  const client = pods.find(({ of }) => of === from);
  const server = pods.find(({ labels }) => matches(labels, front.inputs.spec.selector));
  if (client === undefined || server === undefined) return [`${title} no pod answers`];
  const number = numberOf(opened.targetPort, server);
  return [
    ...(allows(client, "egress", { peer: server, number, objects })
      ? []
      : [`${title} may not leave`]),
    ...(allows(server, "ingress", { peer: client, number, objects })
      ? []
      : [`${title} is not let in`]),
  ];
}

/** Whether the NetworkPolicies that select the pod let this peer through at this port. */
function allows(
  pod: Pod,
  way: "ingress" | "egress",
  { peer, number, objects }: { peer: Pod; number: number; objects: readonly Rendered[] },
): boolean {
  const policies = ofKind(objects, "NetworkPolicy").filter(({ inputs }) =>
    matches(pod.labels, inputs.spec.podSelector.matchLabels ?? {}),
  );
  return policies
    .flatMap(({ inputs }) => list(inputs.spec[way]))
    .some(
      (rule) =>
        list(rule.ports).some(({ port }) => port === number) &&
        list(rule[way === "ingress" ? "from" : "to"]).some(
          ({ podSelector }) =>
            podSelector !== undefined && matches(peer.labels, podSelector.matchLabels ?? {}),
        ),
    );
}

function numberOf(targetPort: string | number, { spec }: Pod): number {
  const ports: Manifest[] = list(spec.containers).flatMap(({ ports }) => list(ports));
  return ports.find(({ name }) => name === targetPort)?.containerPort ?? Number(targetPort);
}

function filesOf({ spec }: Pod, objects: readonly Rendered[]): unknown[] {
  const mounted = list(spec.volumes).map(({ configMap }) => configMap?.name);
  return ofKind(objects, "ConfigMap")
    .filter((object) => mounted.includes(nameOf(object)))
    .map(({ inputs }) => inputs.data);
}
