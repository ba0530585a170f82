import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Env, SecretKey } from "../kit/env";
import type { Problem } from "../kit/refusal";
import type { Credentials } from "../kit/store";
import { OAP_PORTS } from "./ports";

/**
 * How the OAP pods find each other. Two that do not know each other both count the same minute, and
 * metrics come out wrong without an error.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/
 */
export type Coordinator =
  /** One pod that knows of no other. */
  | { kind: "standalone" }
  /** The Kubernetes API lists the pods: no other system is needed, but a token and a Role are. */
  | { kind: "kubernetes" }
  /**
   * ZooKeeper 3.5 or newer. `acl` is `user:password`, scheme digest. Members of one `indexPrefix`
   * find each other.
   */
  | { kind: "zookeeper"; servers: readonly Endpoint[]; acl?: SecretKey }
  /** Consul; its agent calls port 11800 of each member every five seconds. */
  | ({ kind: "consul"; server: Endpoint; aclToken?: SecretKey } & Group)
  /** etcd with the v3 protocol. */
  | ({
      kind: "etcd";
      servers: readonly Endpoint[];
      /** Prefix of its keys. @default "/skywalking" */
      namespace?: string;
      credentials?: Credentials;
    } & Group)
  /** Nacos 2, which is also called on the port 1000 above the one that is given. */
  | ({
      kind: "nacos";
      server: Endpoint;
      /** @default "public" */
      namespace?: string;
      /** @default "/nacos" */
      contextPath?: string;
      login?: NacosLogin;
    } & Group);

/** Members that give the same name find each other. */
interface Group {
  /** @default "<namespace>-<name>", which no other `Oap` of the cluster has. */
  serviceName?: string;
}

/** Nacos takes a user or an access key. */
export type NacosLogin =
  | ({ kind: "user" } & Credentials)
  | { kind: "accessKey"; accessKey: SecretKey; secretKey: SecretKey };

/** Whose member a pod is: where it runs and what the pods and settings of the cluster carry. */
export interface Membership {
  name: string;
  namespace: pulumi.Input<string>;
  label: Readonly<Record<string, string>>;
}

/** Variables of the coordinator. */
export function coordinatorEnv(coordinator: Coordinator, member: Membership): Env {
  const group = "serviceName" in coordinator ? coordinator.serviceName : undefined;
  const serviceName = group ?? pulumi.interpolate`${member.namespace}-${member.name}`;
  switch (coordinator.kind) {
    case "standalone":
      return { SW_CLUSTER: "standalone" };
    case "kubernetes":
      return {
        SW_CLUSTER: "kubernetes",
        ...clusterSelector(member),
        SKYWALKING_COLLECTOR_UID: { field: "metadata.uid" },
      };
    case "zookeeper":
      return {
        SW_CLUSTER: "zookeeper",
        SW_CLUSTER_ZK_HOST_PORT: addresses(coordinator.servers),
        ...(coordinator.acl === undefined
          ? {}
          : {
              SW_ZK_ENABLE_ACL: "true",
              SW_ZK_SCHEMA: "digest",
              SW_ZK_EXPRESSION: { secret: coordinator.acl },
            }),
        ...OWN_ADDRESS,
      };
    case "consul":
      return {
        SW_CLUSTER: "consul",
        SW_SERVICE_NAME: serviceName,
        SW_CLUSTER_CONSUL_HOST_PORT: coordinator.server.address,
        ...optional("SW_CLUSTER_CONSUL_ACLTOKEN", coordinator.aclToken),
        ...OWN_ADDRESS,
      };
    case "etcd":
      return {
        SW_CLUSTER: "etcd",
        SW_CLUSTER_ETCD_ENDPOINTS: addresses(coordinator.servers),
        SW_CLUSTER_ETCD_NAMESPACE: coordinator.namespace ?? "/skywalking",
        SW_CLUSTER_ETCD_SERVICE_NAME: serviceName,
        ...(coordinator.credentials === undefined
          ? {}
          : {
              SW_CLUSTER_ETCD_AUTHENTICATION: "true",
              SW_CLUSTER_ETCD_USER: { secret: coordinator.credentials.username },
              SW_CLUSTER_ETCD_PASSWORD: { secret: coordinator.credentials.password },
            }),
        ...OWN_ADDRESS,
      };
    case "nacos":
      return {
        SW_CLUSTER: "nacos",
        SW_SERVICE_NAME: serviceName,
        SW_CLUSTER_NACOS_HOST_PORT: coordinator.server.address,
        SW_CLUSTER_NACOS_NAMESPACE: coordinator.namespace ?? "public",
        ...(coordinator.contextPath === undefined
          ? {}
          : { SW_CLUSTER_NACOS_CONTEXT_PATH: coordinator.contextPath }),
        ...nacosLogin(coordinator.login),
        ...OWN_ADDRESS,
      };
  }
}

/** What the Kubernetes coordinator and the dynamic configuration search for: pairs of `=` only. */
export function clusterSelector({ namespace, label }: Membership): Env {
  const pairs = Object.entries(label).map(([key, value]) => `${key}=${value}`);
  return { SW_CLUSTER_K8S_NAMESPACE: namespace, SW_CLUSTER_K8S_LABEL: pairs.join(",") };
}

/** Where the pods connect to because of the coordinator. */
export function coordinatorTargets(coordinator: Coordinator): Endpoint[] {
  switch (coordinator.kind) {
    case "standalone":
    case "kubernetes":
      return [];
    case "zookeeper":
    case "etcd":
      return [...coordinator.servers];
    case "consul":
      return [coordinator.server];
    case "nacos":
      return [coordinator.server, aboveBy(1000, coordinator.server)];
  }
}

/** Checks for `refuse`. */
export function coordinatorChecks(coordinator: Coordinator): (true | Problem)[] {
  const servers = "servers" in coordinator ? coordinator.servers : [];
  const want = `at least one server of ${coordinator.kind}`;
  return [
    !("servers" in coordinator) ||
      servers.length > 0 || { field: "coordinator.servers", got: "empty", want },
    ...coordinatorTargets(coordinator).map(
      ({ speaks }) =>
        (speaks !== "https" && speaks !== "grpcs") || {
          field: "coordinator",
          got: speaks,
          want: `an endpoint without TLS: OAP cannot trust a CA of ${coordinator.kind}`,
        },
    ),
  ];
}

/**
 * Without both of these, members register as 0.0.0.0 and take each other for themselves. The pod IP
 * comes first: `$(…)` expands only names that stand before it.
 */
const OWN_ADDRESS: Env = {
  POD_IP: { field: "status.podIP" },
  SW_CLUSTER_INTERNAL_COM_HOST: "$(POD_IP)",
  SW_CLUSTER_INTERNAL_COM_PORT: `${OAP_PORTS.grpc}`,
};

function nacosLogin(login: NacosLogin | undefined): Env {
  if (login === undefined) return {};
  return login.kind === "user"
    ? {
        SW_CLUSTER_NACOS_USERNAME: { secret: login.username },
        SW_CLUSTER_NACOS_PASSWORD: { secret: login.password },
      }
    : {
        SW_CLUSTER_NACOS_ACCESSKEY: { secret: login.accessKey },
        SW_CLUSTER_NACOS_SECRETKEY: { secret: login.secretKey },
      };
}

function optional(name: string, secret: SecretKey | undefined): Env {
  return secret === undefined ? {} : { [name]: { secret } };
}

function addresses(servers: readonly Endpoint[]): pulumi.Output<string> {
  return pulumi.all(servers.map(({ address }) => address)).apply((all) => all.join(","));
}

/** The same place, some ports higher. */
function aboveBy(ports: number, endpoint: Endpoint): Endpoint {
  const port = endpoint.port + ports;
  const pods = endpoint.pods && { ...endpoint.pods, port: endpoint.pods.port + ports };
  return {
    ...endpoint,
    port,
    address: pulumi.interpolate`${endpoint.host}:${port}`,
    ...(pods === undefined ? {} : { pods }),
  };
}
