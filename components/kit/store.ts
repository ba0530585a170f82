import type * as k8s from "@pulumi/kubernetes";
import type { Endpoint } from "./endpoint";
import type { SecretKey } from "./env";
import type { CaBundle } from "./tls";

/** User and password, each in a key of a Secret in the namespace of the client. */
export interface Credentials {
  username: SecretKey;
  password: SecretKey;
}

/** What runs in a client's pod before the client, and ends once the store is ready for it. */
export interface Gate {
  readonly initContainers: k8s.types.input.core.v1.Container[];
  readonly volumes: k8s.types.input.core.v1.Volume[];
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
  /** Ends once every node lets the user of `credentials` in; absent when someone else sees to it. */
  readonly gate?: Gate;
}
