import { type Endpoint, type Protocol, endpointAt } from "../../components/kit/endpoint";
import type { AlarmHook, AlarmSettings, Coordinator } from "../../components/oap";
import type { TracingNamespaceArgs } from "../../components/tracing-namespace";
import type { PlatformConfig } from "../config/platform";
import type {
  ElasticsearchServer,
  MetricsSource,
  SkyWalkingArgs,
  SkyWalkingStorage,
} from "../skywalking";
import { RELEASES } from "../versions";
import type { Issued } from "./issuers";
import { operatorOf } from "./operator";
import type { Revealed } from "./secrets";

type Config = Issued<Revealed<PlatformConfig>>;
type SkyWalkingConfig = NonNullable<Config["skywalking"]>;
type StorageConfig = SkyWalkingConfig["storage"];
type ServerConfig = Extract<StorageConfig, { kind: "elasticsearch" }>["server"];
type OapConfig = NonNullable<SkyWalkingConfig["oap"]>;
type AlarmsConfig = NonNullable<OapConfig["alarms"]>;
type CoordinatorConfig = NonNullable<OapConfig["coordinator"]>;

/** What the namespace is told. */
export function namespaceArgs(config: Config["namespace"]): TracingNamespaceArgs {
  const { pullSecret, ...others } = config;
  return pullSecret === undefined
    ? others
    : { ...others, pullSecret: { dockerConfigJson: pullSecret } };
}

/** What the SkyWalking stack is told: the names of the configuration, addresses as endpoints. */
export function skyWalkingArgs(config: SkyWalkingConfig) {
  const version = config.version ?? RELEASES.oap.version;
  return {
    version,
    storage: storageOf(config.storage),
    oap: oapOf(config.oap ?? {}),
    ...(config.gateway === undefined
      ? {}
      : { gateway: { version: RELEASES.nginx.version, ...config.gateway } }),
    ...(config.satellite === undefined
      ? {}
      : { satellite: { version: RELEASES.satellite.version, ...config.satellite } }),
    ...(config.metricsAdapter === undefined
      ? {}
      : { metricsAdapter: metricsAdapterOf(config.metricsAdapter) }),
    ...(config.operator === undefined ? {} : { operator: operatorOf(config.operator) }),
    ...(config.selfObservability === undefined
      ? {}
      : {
          selfObservability: {
            version: RELEASES.otelCollector.version,
            ...config.selfObservability,
          },
        }),
    ui: config.ui?.kind === "none" ? config.ui : { version: uiVersionOf(config), ...config.ui },
  } satisfies Partial<SkyWalkingArgs>;
}

function metricsAdapterOf(config: NonNullable<SkyWalkingConfig["metricsAdapter"]>): MetricsSource {
  return config.kind === "existing" ? config : { version: RELEASES.swck.version, ...config };
}

/** Booster is released with OAP, Horizon is not. */
function uiVersionOf({ version, ui }: SkyWalkingConfig): string {
  if (ui?.kind !== "none" && ui?.flavor?.kind === "horizon") return RELEASES.horizonUi.version;
  return version ?? RELEASES.skywalkingUi.version;
}

function storageOf(storage: StorageConfig): SkyWalkingStorage {
  switch (storage.kind) {
    case "elasticsearch":
      return { ...storage, server: serverOf(storage.server) };
    case "banyandb": {
      const speaks = storage.ca === undefined ? "grpc" : "grpcs";
      return { ...storage, targets: storage.targets.map((target) => at(target, speaks)) };
    }
    case "postgresql":
    case "mysql": {
      const { address, ...others } = storage;
      return { ...others, endpoint: at(address, "tcp") };
    }
  }
}

function serverOf(server: ServerConfig): ElasticsearchServer {
  if (server.kind !== "external")
    return { ...server, version: server.version ?? RELEASES.elasticsearch.version };
  const { address, speaks, ...others } = server;
  return { ...others, endpoint: at(address, speaks) };
}

function oapOf({ coordinator, alarms, reaches, ...others }: OapConfig) {
  return {
    ...others,
    ...(coordinator === undefined ? {} : { coordinator: coordinatorOf(coordinator) }),
    ...(alarms === undefined ? {} : { alarms: alarmsOf(alarms) }),
    ...(reaches === undefined ? {} : { reaches: reaches.map((address) => at(address, "tcp")) }),
  } satisfies SkyWalkingArgs["oap"];
}

function alarmsOf({ hooks, ...others }: AlarmsConfig): AlarmSettings {
  if (hooks === undefined) return others;
  const told = Object.entries(hooks).map(([name, hook]): [string, AlarmHook] => [
    name,
    hook.kind === "grpc" ? { ...hook, target: at(hook.target, "grpc") } : hook,
  ]);
  return { ...others, hooks: Object.fromEntries(told) };
}

function coordinatorOf(coordinator: CoordinatorConfig): Coordinator {
  switch (coordinator.kind) {
    case "standalone":
    case "kubernetes":
      return coordinator;
    case "zookeeper":
    case "etcd":
      return { ...coordinator, servers: coordinator.servers.map((server) => at(server, "tcp")) };
    case "consul":
    case "nacos":
      return { ...coordinator, server: at(coordinator.server, "http") };
  }
}

function at({ host, port }: { host: string; port: number }, speaks: Protocol): Endpoint {
  return endpointAt(host, port, speaks);
}
