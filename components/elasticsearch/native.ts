import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "../kit/after";
import { endpointOf } from "../kit/endpoint";
import type { Labels } from "../kit/labels";
import {
  fromCallers,
  fromClients,
  fromItself,
  networkPolicy,
  toDns,
  toItself,
} from "../kit/network";
import type { Metadata } from "../kit/metadata";
import type { NativeElasticsearch, Settled } from "./args";
import { dataClaim, ELASTICSEARCH_PORTS } from "./node";
import { podSpec, schemeOf, type Used } from "./pod";
import { PROBE_ROLES_YML, rolesYml } from "./roles";
import { elasticsearchYml, headlessName, nodeSettings } from "./settings";

const { http, transport } = ELASTICSEARCH_PORTS;

/** The files of every node. */
export function nodeFiles(name: string, args: Settled<NativeElasticsearch>) {
  const { nodes, memoryMaps, tls, bootstrapped = false } = args;
  const own = nodeSettings({ name, nodes, memoryMaps, bootstrapped, tls: tls !== undefined });
  return {
    "elasticsearch.yml": elasticsearchYml({ ...own, ...args.settings }),
    "roles.yml": rolesYml(args, args.others) + PROBE_ROLES_YML,
  };
}

/** Port 9200, for clients. */
export function clientService(
  { selector }: Labels,
  { tls }: NativeElasticsearch,
  nodes: k8s.apps.v1.StatefulSet,
) {
  const port = { name: "http", port: http, targetPort: "http", appProtocol: schemeOf(tls) };
  return { selector: after(selector, [nodes]), ports: [port] };
}

/** The same, as clients see it. */
export function clientEndpoint(
  service: k8s.core.v1.Service,
  { selector }: Labels,
  { tls }: NativeElasticsearch,
) {
  return endpointOf(service, { port: http, speaks: schemeOf(tls), selector });
}

/** Names of the nodes, known before they are ready: they have to find each other to become ready. */
export function headlessService({ selector }: Labels) {
  const port = { name: "transport", port: transport, targetPort: "transport", appProtocol: "tcp" };
  return { clusterIP: "None", publishNotReadyAddresses: true, selector, ports: [port] };
}

/** Clients on 9200, the nodes among themselves on 9300, and nothing else. */
export function nativeFlows(labels: Labels, { nodes, callers }: Settled<NativeElasticsearch>) {
  const clients = [fromClients(labels, [http]), ...fromCallers(callers, [http])];
  return networkPolicy(
    labels,
    nodes === 1
      ? { ingress: clients, egress: [] }
      : {
          ingress: [...clients, fromItself(labels, [transport])],
          egress: [toItself(labels, [transport]), toDns()],
        },
  );
}

/** The name of each node. */
export function nodeHosts(name: string, { nodes, namespace }: Settled<NativeElasticsearch>) {
  return Array.from(
    { length: nodes },
    (_, ordinal) => pulumi.interpolate`${name}-${ordinal}.${headlessName(name)}.${namespace}.svc`,
  );
}

/** The names that clients, nodes and probes call. */
export function certificateNames({ name, namespace }: Pick<Metadata, "name" | "namespace">) {
  return [
    name,
    pulumi.interpolate`${name}.${namespace}`,
    pulumi.interpolate`${name}.${namespace}.svc`,
    pulumi.interpolate`*.${headlessName(name)}.${namespace}.svc`,
    "localhost",
  ];
}

/**
 * The StatefulSet. All pods start at once, because one alone forms no cluster. The claims stay when
 * the StatefulSet goes: delete them by hand to delete the data.
 */
export function statefulSet(
  name: string,
  args: Settled<NativeElasticsearch>,
  { labels, used }: { labels: Labels; used: Used },
): k8s.types.input.apps.v1.StatefulSetSpec {
  return {
    serviceName: used.headless,
    replicas: args.nodes,
    podManagementPolicy: "Parallel",
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    selector: { matchLabels: labels.selector },
    template: {
      metadata: { labels: labels.labels },
      spec: podSpec(name, args, { labels, used }),
    },
    volumeClaimTemplates: [dataClaim("data", args.volume, labels)],
  };
}
