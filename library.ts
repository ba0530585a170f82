/** What `import … from "kube-tracing"` offers: every component, and the stacks made of them. */
export * from "./components";
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
