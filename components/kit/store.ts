import type { Endpoint } from "./endpoint";
import type { SecretKey } from "./env";
import type { CaBundle } from "./tls";

/** User and password, each in a key of a Secret in the namespace of the client. */
export interface Credentials {
  username: SecretKey;
  password: SecretKey;
}

/** How a program reaches an Elasticsearch or OpenSearch: what `Elasticsearch` hands to its clients. */
export interface ElasticsearchConnection {
  readonly endpoint: Endpoint;
  /** Absent when the store asks for no user. */
  readonly credentials?: Credentials;
  /** What its certificate is signed with. Absent over plain http, or when a public CA signed it. */
  readonly ca?: CaBundle;
  /** Version such as `8.19.4`; absent when someone else decides it. */
  readonly version?: string;
  /** How many nodes keep data; absent when someone else decides it. */
  readonly dataNodes?: number;
}
