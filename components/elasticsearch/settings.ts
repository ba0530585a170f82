import type { Problem } from "../kit/refusal";
import { type MemoryMaps, memoryMapSettings } from "./memory";

/** `elasticsearch.yml` by dotted name. */
export type ElasticsearchSettings = Readonly<
  Record<string, string | number | boolean | readonly string[]>
>;

/** What decides the settings of a node. */
export interface Cluster {
  /** Name of the StatefulSet. */
  name: string;
  nodes: number;
  /** Whether the cluster has formed before. */
  bootstrapped: boolean;
  /** Whether `certs/` below the configuration folder holds `tls.crt`, `tls.key` and `ca.crt`. */
  tls: boolean;
  memoryMaps: MemoryMaps;
}

/** Name of the headless Service by which nodes find each other before they are ready. */
export const headlessName = (name: string) => `${name}-nodes`;

/**
 * ElasticsearchSettings of every node, for Elasticsearch 7.17 and 8. The variable `POD_NAME` must be set.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/settings.html
 */
export function nodeSettings(cluster: Cluster): ElasticsearchSettings {
  return {
    "cluster.name": cluster.name,
    "node.name": "${POD_NAME}",
    "network.host": "0.0.0.0",
    ...discovery(cluster),
    ...memoryMapSettings(cluster.memoryMaps),
    "xpack.security.enabled": true,
    ...(cluster.tls ? TLS : {}),
  };
}

/** The file: JSON values are YAML too. */
export function elasticsearchYml(settings: ElasticsearchSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** Checks for `refuse`: settings that the component decides itself. */
export function settingsChecks(extra: ElasticsearchSettings): (true | Problem)[] {
  return Object.keys(extra).map((name) => {
    const [, argument] = OWNED.find(([start]) => name.startsWith(start)) ?? [];
    return (
      argument === undefined || {
        field: `settings.${name}`,
        got: "set by the component itself",
        want: `the argument ${argument}`,
      }
    );
  });
}

const OWNED = [
  ["cluster.name", "name"],
  ["cluster.initial_master_nodes", "bootstrapped"],
  ["discovery.", "nodes"],
  ["node.name", "name"],
  ["node.store.allow_mmap", "memoryMaps"],
  ["network.", "callers"],
  ["path.", "volume"],
  ["xpack.security.", "tls or user"],
] as const;

const CERTIFICATE = {
  key: "certs/tls.key",
  certificate: "certs/tls.crt",
  certificate_authorities: ["certs/ca.crt"],
};

/** Nodes call each other by address, so a node proves its CA and not its name. */
const TLS = {
  ...below("xpack.security.http.ssl", { enabled: true, ...CERTIFICATE }),
  ...below("xpack.security.transport.ssl", {
    enabled: true,
    ...CERTIFICATE,
    verification_mode: "certificate",
  }),
};

function discovery({ name, nodes, bootstrapped }: Cluster): ElasticsearchSettings {
  if (nodes === 1) return { "discovery.type": "single-node" };
  const masters = Array.from({ length: nodes }, (_, ordinal) => `${name}-${ordinal}`);
  return {
    "discovery.seed_hosts": [headlessName(name)],
    ...(bootstrapped ? {} : { "cluster.initial_master_nodes": masters }),
  };
}

function below(prefix: string, settings: ElasticsearchSettings): ElasticsearchSettings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`${prefix}.${name}`, value]),
  );
}
