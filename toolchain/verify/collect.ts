/** Looks at a deployed platform and changes nothing. */

import { field, hasCondition, items } from "../kubernetes";
import type { LiveCluster } from "../stack/live";
import type { Dial, Observations, SeenJob, SeenOap, SeenService } from "./observations";
import { OapWatch } from "./oap-watch";
import { schemaOf } from "./schema";

const OURS = "app.kubernetes.io/part-of=kube-tracing";

/** What the API server has of the platform. */
export interface Objects {
  services: unknown[];
  slices: unknown[];
  pods: unknown[];
  jobs: unknown[];
  workloads: Workload[];
  nodes: unknown[];
  configMaps: unknown[];
}

export interface Workload {
  kind: "Deployment" | "StatefulSet";
  of: unknown;
}

export async function collect(cluster: LiveCluster, namespace: string): Promise<Observations> {
  const objects = await objectsIn(cluster, namespace);
  const isSimulated = objects.nodes.some((node) =>
    text(node, "status", "nodeInfo", "containerRuntimeVersion").startsWith("kwok"),
  );
  const watch = new OapWatch(cluster, namespace);
  const oaps = await Promise.all(
    groupsOf(objects).map(async (group) => ({
      ...group.oap,
      ...(await watch.rightsOf(group.oap.account)),
      pods: isSimulated ? [] : await watch.pods(group.pods, group.oap.replicas),
    })),
  );
  const schema = isSimulated ? undefined : await schemaOf(cluster, namespace, objects);
  return {
    ...{ namespace, isSimulated, oaps },
    services: objects.services.flatMap((service) => serviceOf(service, objects)),
    dials: dialsOf(objects, namespace),
    jobs: objects.jobs.map(jobOf),
    ...(schema === undefined ? {} : { schema }),
  };
}

async function objectsIn(cluster: LiveCluster, namespace: string): Promise<Objects> {
  const list = async (path: string, label = OURS) =>
    items(await cluster.get(`${path}?labelSelector=${encodeURIComponent(label)}`));
  const [core, apps] = [`/api/v1/namespaces/${namespace}`, `/apis/apps/v1/namespaces/${namespace}`];
  const [services, slices, pods, jobs, deployments, statefulSets, ...others] = await Promise.all([
    list(`${core}/services`),
    list(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, ""),
    list(`${core}/pods`),
    list(`/apis/batch/v1/namespaces/${namespace}/jobs`),
    list(`${apps}/deployments`),
    list(`${apps}/statefulsets`),
    list("/api/v1/nodes", ""),
    list(`${core}/configmaps`),
  ]);
  const [nodes, configMaps] = others;
  const workloads: Workload[] = [
    ...deployments.map((of) => ({ kind: "Deployment" as const, of })),
    ...statefulSets.map((of) => ({ kind: "StatefulSet" as const, of })),
  ];
  return { services, slices, pods, jobs, workloads, nodes, configMaps };
}

/** A Service with its pods; one without a selector has none of its own. */
function serviceOf(service: unknown, { slices, pods, workloads }: Objects): SeenService[] {
  const name = text(service, "metadata", "name");
  const selector = mapOf(field(service, "spec", "selector"));
  if (Object.keys(selector).length === 0) return [];
  const chosen = pods.filter((pod) => carries(pod, selector));
  const ready = slices
    .filter((slice) => text(slice, "metadata", "labels", "kubernetes.io/service-name") === name)
    .flatMap((slice) => listOf(field(slice, "endpoints")))
    .filter((endpoint) => field(endpoint, "conditions", "ready") === true);
  const addresses = new Set(ready.map((endpoint) => String(field(endpoint, "addresses", 0))));
  const ports = listOf(field(service, "spec", "ports")).map((port) => ({
    port: numberOf(field(port, "port")),
    isOpen: chosen.length === 0 || chosen.some((pod) => opens(pod, field(port, "targetPort"))),
  }));
  const maker = workloads.find(({ of }) => carries(field(of, "spec", "template"), selector));
  const workload = maker && `${maker.kind.toLowerCase()}/${text(maker.of, "metadata", "name")}`;
  return [
    {
      ...{ name, pods: chosen.length, ready: addresses.size, ports },
      ...(workload === undefined ? {} : { workload }),
    },
  ];
}

/** Whether a container of the pod names the port, by number or by name. */
function opens(pod: unknown, target: unknown): boolean {
  return listOf(field(pod, "spec", "containers"))
    .flatMap((container) => listOf(field(container, "ports")))
    .some((port) => field(port, "containerPort") === target || field(port, "name") === target);
}

/** Places of the namespace that stand in variables of the workloads, or in settings that they mount. */
function dialsOf({ workloads, configMaps }: Objects, namespace: string): Dial[] {
  const place = `([a-z0-9][a-z0-9-]*)\\.${namespace}\\.svc(?:\\.[a-z0-9.-]+)?:([0-9]+)`;
  return workloads.flatMap(({ kind, of }) => {
    const from = `${kind} ${text(of, "metadata", "name")}`;
    const mounted = mountedOf(of);
    const settings = configMaps
      .filter((one) => mounted.includes(text(one, "metadata", "name")))
      .flatMap((one) => Object.values(mapOf(field(one, "data"))));
    const said = [...variablesOf(of).map(([, value]) => value), ...settings].join("\n");
    const found = new Map(
      [...said.matchAll(new RegExp(place, "g"))].map(([, service = "", port]) => [
        `${service}:${port}`,
        { from, service, port: Number(port) },
      ]),
    );
    return [...found.values()];
  });
}

/** Names of the ConfigMaps that a workload mounts. */
function mountedOf(workload: unknown): string[] {
  return listOf(field(workload, "spec", "template", "spec", "volumes"))
    .flatMap((volume) => [volume, ...listOf(field(volume, "projected", "sources"))])
    .map((source) => text(source, "configMap", "name"));
}

function jobOf(job: unknown): SeenJob {
  const instance = text(job, "metadata", "labels", "app.kubernetes.io/instance");
  return {
    name: text(job, "metadata", "name"),
    oap: instance.replace(/-init$/, ""),
    succeeded: numberOf(field(job, "status", "succeeded")),
    failed: numberOf(field(job, "status", "failed")),
    isActive: !hasCondition(job, "Failed") && !hasCondition(job, "Complete"),
  };
}

interface Group {
  oap: Omit<SeenOap, "pods" | "mayWatchPods">;
  pods: unknown[];
}

/** Each OAP with all of its Deployments. */
function groupsOf({ workloads, pods }: Objects): Group[] {
  const all = workloads.map(({ of }) => of);
  const own = all.filter(
    (one) => text(one, "metadata", "labels", "app.kubernetes.io/name") === "skywalking-oap",
  );
  const names = own.map((one) => text(one, "metadata", "labels", "app.kubernetes.io/instance"));
  return [...new Set(names)].map((name) => {
    const parts = own.filter((_, index) => names[index] === name);
    const [first] = parts;
    const template = field(first, "spec", "template");
    return {
      oap: {
        name,
        replicas: parts.reduce<number>(
          (sum, one) => sum + numberOf(field(one, "spec", "replicas")),
          0,
        ),
        coordinator: variablesOf(first).find(([key]) => key === "SW_CLUSTER")?.[1] ?? "standalone",
        schemaJob: text(template, "metadata", "annotations", "kube-tracing.io/schema"),
        account: text(template, "spec", "serviceAccountName"),
      },
      pods: pods.filter(
        (pod) =>
          carries(pod, { "app.kubernetes.io/instance": name }) &&
          field(pod, "metadata", "deletionTimestamp") === undefined,
      ),
    };
  });
}

/** Variables of the first container that are plain text. */
function variablesOf(workload: unknown): [string, string][] {
  const env = field(workload, "spec", "template", "spec", "containers", 0, "env");
  return listOf(env).map((one) => [text(one, "name"), text(one, "value")]);
}

function carries(pod: unknown, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(
    ([label, value]) => text(pod, "metadata", "labels", label) === value,
  );
}

export const listOf = (value: unknown): unknown[] => items({ items: value });

const mapOf = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
    : {};

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

/** The text at a path, or the empty one. */
export function text(value: unknown, ...path: readonly (string | number)[]): string {
  const found = field(value, ...path);
  return typeof found === "string" ? found : "";
}
