import * as pulumi from "@pulumi/pulumi";
import type { Env } from "../kit/env";
import type { Images } from "../kit/image";
import type { Callers } from "../kit/network";
import type { Placement } from "../kit/placement";
import type { Disk, Resources } from "../kit/size";
import type { Certificate } from "../kit/tls";
import type { MemoryMaps } from "./memory";
import type { ElasticsearchSettings } from "./settings";

/** What both ways of running Elasticsearch take. */
export interface OwnElasticsearch {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version with all three numbers, such as `8.18.8`. */
  version: string;
  /** Volume of each node. Grow it at the claims themselves: here it cannot change. */
  volume: { size: Disk; storageClass?: string };
  /** Nodes, each with all roles and a volume of its own: 1, or an odd number from 3 on. @default 1 */
  nodes?: number;
  /** Memory request and limit are the same; half of it is heap. @default 500m to 2 CPU, 2Gi */
  resources?: Resources;
  /** How the memory maps of Lucene fit the node. @default { kind: "avoided" } */
  memoryMaps?: MemoryMaps;
  /** Name of the user that clients get. @default "skywalking" */
  user?: string;
  /** Password of that user. @default 32 random letters and digits, others for each user */
  password?: pulumi.Input<string>;
  /**
   * The user before `user`, who is let in as well until every client has changed over. Without
   * `password` it is the random one that this user had. @default nobody
   */
  retiring?: { user: string; password?: pulumi.Input<string> };
  /**
   * The indices that this user may touch, a prefix and a star. SkyWalking puts its prefix
   * (`SW_NAMESPACE`, or `sw`) and `_` before every name. @default "sw_*"
   */
  indexPattern?: string;
  /** Lets this user write lifecycle policies too, which know no owner. @default no */
  lifecycle?: "on";
  /** Users besides, each with indices of its own, such as Jaeger's beside SkyWalking's. @default [] */
  others?: readonly OtherUser[];
  /** More of `elasticsearch.yml`, by dotted name, such as `cluster.max_shards_per_node`. @default {} */
  settings?: ElasticsearchSettings;
  /** Who may call, besides the components that are wired to it. @default [] */
  callers?: readonly Callers[];
  /** More variables of the container. @default {} */
  env?: Env;
  images?: Images;
  placement?: Placement;
}

/** A user that shares the Elasticsearch, and touches no index of the others. */
export interface OtherUser {
  user: string;
  /** @default 32 random letters and digits */
  password?: pulumi.Input<string>;
  /** The indices that it may touch, a prefix and a star, such as `jaeger-*`. */
  indexPattern: string;
  /** Lets it write lifecycle policies too, which know no owner. @default no */
  lifecycle?: "on";
}

/** Elasticsearch 8 or 9 by the ECK operator 3, which must be installed. */
export interface EckElasticsearch extends OwnElasticsearch {
  kind: "eck";
  /** Where the operator runs: it calls the nodes. @default "elastic-system" */
  operatorNamespace?: string;
}

/** Elasticsearch 7.17 or 8 as a StatefulSet. */
export interface NativeElasticsearch extends OwnElasticsearch {
  kind: "native";
  /**
   * Certificate of http and transport, for `<name>.<namespace>.svc`; three nodes need one. Whoever
   * has another certificate of the same CA passes for a node, so let the CA sign nothing else.
   * @default a password but no TLS
   */
  tls?: Certificate;
  /**
   * `true` once a cluster has formed, and before one node grows to three: then
   * `cluster.initial_master_nodes`, which could form a second cluster, is gone. @default false
   * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-discovery-bootstrap-cluster.html
   */
  bootstrapped?: boolean;
}

export const DEFAULTS = {
  nodes: 1,
  resources: {
    // 1270 MiB were measured with next to nothing stored, half of the limit being heap.
    requests: { cpu: "500m", memory: "2Gi" },
    limits: { cpu: "2", memory: "2Gi" },
  },
  memoryMaps: { kind: "avoided" },
  user: "skywalking",
  indexPattern: "sw_*",
  others: [],
  settings: {},
  callers: [],
  env: {},
} as const satisfies Partial<OwnElasticsearch>;

/** Arguments with the defaults in place. */
export type Settled<Args extends OwnElasticsearch> = Args &
  Required<Pick<OwnElasticsearch, keyof typeof DEFAULTS>>;

/** Arguments stand in the state of the component too; passwords there are encrypted. */
export function withSecretPasswords<Args extends OwnElasticsearch>(args: Args): Args {
  const { password, retiring, others } = args;
  return {
    ...args,
    ...(others === undefined ? {} : { others: others.map(sealed) }),
    ...(password === undefined ? {} : { password: pulumi.secret(password) }),
    ...(retiring?.password === undefined
      ? {}
      : { retiring: { ...retiring, password: pulumi.secret(retiring.password) } }),
  };
}

function sealed({ password, ...other }: OtherUser): OtherUser {
  return password === undefined ? other : { ...other, password: pulumi.secret(password) };
}
