import type { Endpoint } from "../kit/endpoint";
import { type Problem, refuse } from "../kit/refusal";
import type { Credentials, ElasticsearchConnection } from "../kit/store";
import type { CaBundle } from "../kit/tls";
import { isVersion } from "../kit/version";

/** An Elasticsearch or OpenSearch that someone else runs. */
export interface ExternalElasticsearch {
  /** Where it answers; speaks `http` or `https`. */
  endpoint: Endpoint;
  /** @default no user */
  credentials?: Credentials;
  /** @default a public CA, over https */
  ca?: CaBundle;
  /** Version such as `8.18.8`; without one nothing checks whether clients work with it. */
  version?: string;
  /** How many nodes keep data; without it nothing checks whether copies of shards find a node. */
  dataNodes?: number;
}

/**
 * The connection to an Elasticsearch that someone else runs. Creates nothing.
 * @example externalElasticsearch({ endpoint: endpointAt("es.example.com", 9200, "https"), credentials })
 */
export function externalElasticsearch(external: ExternalElasticsearch): ElasticsearchConnection {
  const { endpoint, credentials, ca, version, dataNodes } = external;
  refuse("External Elasticsearch", checks(external));
  return {
    endpoint,
    ...(credentials === undefined ? {} : { credentials }),
    ...(ca === undefined ? {} : { ca }),
    ...(version === undefined ? {} : { version }),
    ...(dataNodes === undefined ? {} : { dataNodes }),
  };
}

function checks({ endpoint: { speaks }, ca, version }: ExternalElasticsearch): (true | Problem)[] {
  return [
    ["http", "https"].includes(speaks) || {
      field: "endpoint.speaks",
      got: speaks,
      want: "http or https",
    },
    ca === undefined ||
      speaks !== "http" || {
        field: "ca",
        got: "given for an endpoint that speaks http",
        want: "no ca, or an endpoint that speaks https",
      },
    version === undefined ||
      isVersion(version) || {
        field: "version",
        got: version,
        want: "a version with all three numbers, such as 8.18.8, or none",
      },
  ];
}
