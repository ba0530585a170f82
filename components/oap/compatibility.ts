import { isAtLeast, majorOf } from "../kit/version";

/** What one release of OAP works with. */
export interface Compatibility {
  /** Majors of Elasticsearch that it starts with; any other ends it with `Unsupported version`. */
  elasticsearch: readonly number[];
  /** Versions that its own tests run against. */
  tested: { elasticsearch: readonly string[]; openSearch: readonly string[] };
  /** Oldest version of each agent. */
  agents: Readonly<Record<string, string>>;
  /** Where that is told: the code that refuses, the versions of its tests, the table of agents. */
  sources: readonly [storage: string, tests: string, agents: string];
}

/** It starts with every OpenSearch; these are the majors that the tests of both releases have. */
const OPENSEARCH = [1, 2, 3];

const ANY = "any version";

/** By version of OAP; what is not here is refused. */
export const COMPATIBILITY: Readonly<Record<string, Compatibility>> = {
  "10.1.0": {
    elasticsearch: [6, 7, 8],
    tested: {
      elasticsearch: ["7.16.3", "7.17.10", "8.1.0", "8.8.1", "8.9.0"],
      openSearch: ["1.1.0", "1.3.6", "1.3.10", "2.4.0", "2.8.0"],
    },
    agents: {
      Java: "8.0.0",
      Go: "0.1.0",
      "Rover (eBPF)": "0.5.0",
      Satellite: "1.2.0",
      "Python, Node.js, PHP, Rust, browser, Lua, Kong": ANY,
    },
    sources: sourcesOf("v10.1.0"),
  },
  "10.4.0": {
    elasticsearch: [6, 7, 8],
    tested: { elasticsearch: ["8.18.8"], openSearch: ["2.4.0", "2.8.0", "3.0.0"] },
    agents: {
      Java: "8.0.0",
      Go: "0.1.0",
      "Rover (eBPF)": "0.5.0",
      Satellite: "1.2.0",
      "Python, Node.js, PHP, Rust, Ruby, browser, Lua, Kong": ANY,
    },
    sources: sourcesOf("v10.4.0"),
  },
};

/** Whether a release starts with this Elasticsearch or OpenSearch; one of unknown version is its owner's matter. */
export function readsStore(oap: string, store: string | undefined): boolean {
  const known = COMPATIBILITY[oap];
  if (store === undefined || known === undefined) return true;
  return [...known.elasticsearch, ...OPENSEARCH].includes(majorOf(store));
}

/** `Elasticsearch 6, 7 or 8, or OpenSearch 1, 2 or 3`: what a release starts with. */
export function storesOf(oap: string): string {
  const elasticsearch = COMPATIBILITY[oap]?.elasticsearch ?? [];
  return `Elasticsearch ${choice(elasticsearch)}, or OpenSearch ${choice(OPENSEARCH)}`;
}

/**
 * Whether the analyzer `mx-mesh` of a release reads what proxies of an Istio tell each other about their
 * workloads: 1.24 changed the form, and OAP 10.2 learnt the new one.
 * @see https://github.com/apache/skywalking/blob/v10.4.0/docs/en/changes/changes-10.2.0.md
 */
export function knowsPeers(oap: string, istio: string): boolean {
  return !isAtLeast(istio, "1.24.0") || isAtLeast(oap, "10.2.0");
}

function choice(majors: readonly number[]): string {
  return `${majors.slice(0, -1).join(", ")} or ${majors.at(-1) ?? ""}`;
}

function sourcesOf(tag: string): Compatibility["sources"] {
  const at = `https://github.com/apache/skywalking/blob/${tag}`;
  return [
    `${at}/oap-server/server-library/library-elasticsearch-client/src/main/java/org/apache/skywalking/library/elasticsearch/ElasticSearchVersion.java`,
    `${at}/.github/workflows/skywalking.yaml`,
    `${at}/docs/en/setup/service-agent/agent-compatibility.md`,
  ];
}
