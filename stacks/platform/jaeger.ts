import { type Endpoint, endpointAt, type Protocol } from "../../components/kit/endpoint";
import type { ElasticsearchConnection } from "../../components/kit/store";
import type { PlatformConfig } from "../config/platform";
import type { JaegerArgs, JaegerServer, JaegerStorage } from "../jaeger";
import { jaegerUser } from "../jaeger/storage";
import type { SkyWalkingArgs } from "../skywalking";
import { RELEASES } from "../versions";
import { skyWalkingArgs } from "./args";
import type { Issued } from "./issuers";
import type { Revealed } from "./secrets";

type Config = Issued<Revealed<PlatformConfig>>;
type JaegerConfig = NonNullable<Config["jaeger"]>;
type SkyWalkingConfig = NonNullable<Config["skywalking"]>;
type StorageConfig = JaegerConfig["storage"];
type QueryConfig = NonNullable<JaegerConfig["query"]>;

/** Connections of other users to the Elasticsearch of SkyWalking, by the name of the user. */
export type Shareable = Readonly<Record<string, ElasticsearchConnection>>;

/** What the SkyWalking stack is told beside Jaeger. */
export function skyWalkingBeside(skywalking: SkyWalkingConfig, jaeger: JaegerConfig | undefined) {
  const args = skyWalkingArgs(skywalking);
  return { ...args, storage: sharedStorage(args.storage, skywalking, jaeger) };
}

/** The storage of SkyWalking as Jaeger needs it: with a user of its own where both share one Elasticsearch. */
function sharedStorage(
  storage: SkyWalkingArgs["storage"],
  skywalking: SkyWalkingConfig,
  jaeger: JaegerConfig | undefined,
): SkyWalkingArgs["storage"] {
  if (storage.kind !== "elasticsearch" || storage.server.kind === "external") return storage;
  if (jaeger === undefined || !isSharing(jaeger.storage)) return storage;
  const { server } = storage;
  const given = "server" in skywalking.storage ? skywalking.storage.server.version : undefined;
  const version = given ?? RELEASES.sharedElasticsearch.version;
  return { ...storage, server: { ...server, version, others: [jaegerUser(jaeger.storage)] } };
}

/** What the Jaeger stack is told: the names of the configuration, addresses as endpoints. */
export function jaegerArgs(
  config: JaegerConfig,
  shareable: Shareable,
): Omit<JaegerArgs, "namespace"> {
  const { version = RELEASES.jaeger.version, storage, kafka, query, indexCare } = config;
  const { collector, agents, ingester, dependencies, monitoring } = config;
  return {
    version,
    storage: storageOf(storage, shareable),
    ...(kafka === undefined
      ? {}
      : { kafka: { ...kafka, brokers: kafka.brokers.map((broker) => at(broker, "tcp")) } }),
    ...(collector === undefined ? {} : { collector }),
    ...(agents === undefined ? {} : { agents: agentsOf(agents) }),
    ...(ingester === undefined ? {} : { ingester }),
    ...(query === undefined ? {} : { query: queryOf(query) }),
    indexCare:
      indexCare?.kind === "none" ? indexCare : { curlVersion: RELEASES.curl.version, ...indexCare },
    ...(dependencies === undefined
      ? {}
      : { dependencies: { version: RELEASES.sparkDependencies.version, ...dependencies } }),
    ...(monitoring === undefined ? {} : { monitoring }),
  };
}

function agentsOf(agents: NonNullable<JaegerConfig["agents"]>): NonNullable<JaegerArgs["agents"]> {
  const { version = RELEASES.otelCollector.version, priorityClassName, ...others } = agents;
  return {
    ...others,
    version,
    ...(priorityClassName === undefined ? {} : { placement: { priorityClassName } }),
  };
}

function storageOf(storage: StorageConfig, shareable: Shareable): JaegerStorage {
  switch (storage.kind) {
    case "elasticsearch":
    case "opensearch":
      return { ...storage, server: serverOf(storage, shareable) };
    case "cassandra":
    case "clickhouse":
      return { ...storage, servers: storage.servers.map((server) => at(server, "tcp")) };
    case "grpc": {
      const { address, speaks = "grpc", archive, ...others } = storage;
      return {
        ...others,
        endpoint: at(address, speaks),
        ...(archive === undefined ? {} : { archive: { endpoint: at(archive.address, speaks) } }),
      };
    }
    case "badger":
    case "memory":
      return storage;
  }
}

type SearchConfig = Extract<StorageConfig, { kind: "elasticsearch" | "opensearch" }>;

function serverOf({ server, ...store }: SearchConfig, shareable: Shareable): JaegerServer {
  switch (server.kind) {
    case "shared": {
      const connection = shareable[jaegerUser(store).user];
      if (connection === undefined)
        throw new Error("no Elasticsearch is shared: the configuration should have refused this");
      return { kind: "shared", connection };
    }
    case "external": {
      const { address, speaks, ...others } = server;
      return { ...others, kind: "external", endpoint: at(address, speaks) };
    }
    case "eck":
    case "native":
      return { ...server, version: server.version ?? RELEASES.sharedElasticsearch.version };
  }
}

function queryOf(query: QueryConfig): NonNullable<JaegerArgs["query"]> {
  if (query.kind === "none") return query;
  const { login, monitor, ...others } = query;
  return {
    ...others,
    ...(login === undefined ? {} : { login: { version: RELEASES.oauth2Proxy.version, ...login } }),
    ...(monitor === undefined ? {} : { monitor: monitorOf(monitor) }),
  };
}

function monitorOf(monitor: NonNullable<Exclude<QueryConfig, { kind: "none" }>["monitor"]>) {
  if (monitor.kind === "store") return monitor;
  const { address, speaks = "http", ...others } = monitor;
  return { ...others, endpoint: at(address, speaks) };
}

function isSharing(storage: StorageConfig): storage is SearchConfig {
  return "server" in storage && storage.server.kind === "shared";
}

function at({ host, port }: { host: string; port: number }, speaks: Protocol): Endpoint {
  return endpointAt(host, port, speaks);
}
