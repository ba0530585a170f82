/** What `import … from "kube-tracing"` offers: every component, and the stacks made of them. */
export * from "./components";
export { Jaeger, type JaegerArgs, type JaegerServer, type JaegerStorage } from "./stacks/jaeger";
export {
  type ByMeshConfig,
  type ByTelemetry,
  type ExtensionProvider,
  istioOperator,
  istiodValues,
  Mesh,
  type MeshArgs,
  type MeshConfig,
  type MeshInstaller,
  type MeshLogs,
  type MeshScope,
  type MeshTraffic,
} from "./stacks/mesh";
export { Platform, type PlatformArgs } from "./stacks/platform";
export {
  type ElasticsearchServer,
  type MetricsSource,
  SkyWalking,
  type SkyWalkingArgs,
  type SkyWalkingGateway,
  type SkyWalkingSatellite,
  type SkyWalkingStorage,
} from "./stacks/skywalking";
export type { PlatformInput } from "./stacks/config/platform";
