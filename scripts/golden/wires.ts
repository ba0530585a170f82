import {
  containersOf,
  hasPort,
  list,
  type Manifest,
  matches,
  nameOf,
  ofKind,
  type Pod,
  podsIn,
  referencesOf,
  titleOf,
} from "../../components/kit/manifests";
import type { Rendered } from "../../components/kit/testing";
import { means, namespaceOf, opens, rulesOf } from "./policies";

/** A connection that the objects speak of: these pods dial this Service at this port. */
export interface Wire {
  /** Such as `Deployment skywalking-oap`. */
  from: string;
  service: string;
  namespace: string;
  port: number;
}

/** `name.namespace.svc:port`, wherever it stands. */
const ADDRESS = /([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?:([0-9]+)/g;

/**
 * Every address of a Service that a pod dials, read from how its containers start and from its
 * configuration. What probes ask is the pod itself, whatever name they call it by.
 */
export function wiresOf(objects: readonly Rendered[]): Wire[] {
  return podsIn(objects).flatMap((pod) => {
    const started = containersOf(pod.of, pod.spec).map(([, { env, command, args }]) => [
      env,
      command,
      args,
    ]);
    const told = JSON.stringify([started, filesOf(pod, objects)]);
    const dialled = [...told.matchAll(ADDRESS)].map(
      ([, service = "", namespace = "", port]): [string, Wire] => {
        const wire = { from: pod.of, service, namespace, port: Number(port) };
        return [JSON.stringify(wire), wire];
      },
    );
    return [...new Map(dialled).values()];
  });
}

/** What is wrong with a wire: nobody answers, or a NetworkPolicy of either side forbids it. */
export function faultsOf(wire: Wire, objects: readonly Rendered[]): string[] {
  const { from, service, namespace, port } = wire;
  const title = `${from} dials ${service}.${namespace}:${port}, and`;
  const front = ofKind(objects, "Service").find(
    (object) => nameOf(object) === service && object.inputs.metadata.namespace === namespace,
  );
  if (front === undefined) return [`${title} there is no such Service`];
  const opened = list(front.inputs.spec.ports).find((open) => open.port === port);
  if (opened === undefined) return [`${title} the Service does not open the port`];
  const pods = podsIn(objects);
  const client = pods.find(({ of }) => of === from);
  const server = pods.find(
    (pod) =>
      namespaceOf(pod, objects) === namespace && matches(pod.labels, front.inputs.spec.selector),
  );
  if (client === undefined || server === undefined) return [`${title} no pod answers`];
  const number = numberOf(opened, server);
  if (number === undefined) return [`${title} no container has the port ${opened.targetPort}`];
  const allows = (way: "egress" | "ingress", pod: Pod, other: Pod) =>
    opens(
      rulesOf(pod, way, objects).filter((rule) => means(rule, { pod, other }, objects)),
      number,
    );
  return [
    ...(allows("egress", client, server) ? [] : [`${title} may not leave`]),
    ...(allows("ingress", server, client) ? [] : [`${title} is not let in`]),
  ];
}

/** Number of the port that a port of a Service leads to. */
function numberOf({ port, targetPort = port }: Manifest, { spec }: Pod): number | undefined {
  const container = list(spec.containers).find((one) => hasPort(one, targetPort));
  return list(container?.ports).find(
    ({ name, containerPort }) => name === targetPort || containerPort === targetPort,
  )?.containerPort;
}

/** What stands in the ConfigMaps and Secrets that a pod refers to. */
function filesOf(pod: Pod, objects: readonly Rendered[]): unknown[] {
  const referred = referencesOf(pod.spec);
  return ofKind(objects, "ConfigMap", "Secret")
    .filter((object) => referred.includes(titleOf(object)))
    .map(({ inputs }) => [inputs.data, inputs.stringData]);
}
