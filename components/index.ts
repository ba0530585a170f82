/** Every component, and the types that their arguments and outputs are made of. */

export * from "./elasticsearch";
export * from "./grpc-gateway";
export * from "./metrics-adapter";
export * from "./oap";
export * from "./satellite";
export * from "./skywalking-ui";
export * from "./tracing-namespace";

export { type Endpoint, endpointAt, type Pods, type Protocol, urlOf } from "./kit/endpoint";
export type { Env, EnvValue, SecretKey } from "./kit/env";
export type { Exposure } from "./kit/exposure";
export type { Images } from "./kit/image";
export type { Callers } from "./kit/network";
export type { Placement, Toleration } from "./kit/placement";
export type { Scale } from "./kit/scale";
export type { Cpu, Disk, Memory, Resources } from "./kit/size";
export type { Credentials, ElasticsearchConnection } from "./kit/store";
export type { CaBundle, Certificate } from "./kit/tls";
