/** Every component, and the types that their arguments and outputs are made of. */

export * from "./agent-daemon-set";
export * from "./agent-sidecar";
export * from "./cert-manager";
export * from "./elasticsearch";
export * from "./grpc-gateway";
export * from "./jaeger-collector";
export * from "./jaeger-dependencies";
export * from "./jaeger-index-care";
export * from "./jaeger-ingester";
export * from "./jaeger-monitoring";
export * from "./jaeger-query";
export * from "./metrics-adapter";
export * from "./oap";
export * from "./otel-collector";
export * from "./satellite";
export * from "./skywalking-ui";
export * from "./swck-operator";
export * from "./tracing-namespace";

export { type AgentAccess, type AgentAddress, sidecarAccess } from "./kit/agent/access";
export type {
  AgentArgs,
  AgentQueue,
  AgentReceives,
  AgentSampling,
  AgentSignal,
  AgentTarget,
  OtlpProtocol,
  PodQueue,
} from "./kit/agent/args";
export type { NamedVolume } from "./kit/agent/container";
export {
  type JaegerClient,
  jaegerClientEnv,
  type JaegerSampler,
} from "./kit/agent/jaeger-client-env";
export { type OtlpBatch, type OtlpClient, otlpEnv, type OtlpSampler } from "./kit/agent/otlp-env";
export { type Endpoint, endpointAt, type Pods, type Protocol, urlOf } from "./kit/endpoint";
export type { Env, EnvValue, SecretKey } from "./kit/env";
export type { Exposure } from "./kit/exposure";
export type { Images } from "./kit/image";
export type { JaegerKafka } from "./kit/jaeger/kafka";
export type { JaegerPartArgs } from "./kit/jaeger/run";
export type { JaegerSampling, JaegerStrategy } from "./kit/jaeger/sampling";
export type { JaegerScale } from "./kit/jaeger/scale";
export { JAEGER_VERSIONS, type JaegerGeneration } from "./kit/jaeger/versions";
export type {
  JaegerBadger,
  JaegerCassandra,
  JaegerClickHouse,
  JaegerElasticsearch,
  JaegerMemory,
  JaegerRemoteStore,
  JaegerRotation,
  JaegerStore,
  SharedJaegerStore,
} from "./kit/jaeger-store";
export type { Callers } from "./kit/network";
export type { RoutingKey } from "./kit/otel/exporters";
export type { JaegerProtocol, JaegerReceiver } from "./kit/otel/jaeger-receiver";
export type { KubernetesAttributes } from "./kit/otel/kubernetes-attributes";
export type { ListeningPort } from "./kit/otel/listening";
export type { OtlpReceiver } from "./kit/otel/otlp-receiver";
export type { Batch } from "./kit/otel/processors";
export type { ScrapeJob, ScrapeTargets } from "./kit/otel/prometheus-receiver";
export type { Delivery, Queue, Retry } from "./kit/otel/queue";
export type { Setting, Settings } from "./kit/otel/settings";
export type { Telemetry } from "./kit/otel/telemetry";
export type { Placement, Toleration } from "./kit/placement";
export type { Scale } from "./kit/scale";
export type { Cpu, Disk, Memory, Resources } from "./kit/size";
export type { Credentials, ElasticsearchConnection } from "./kit/store";
export type { CaBundle, CalledCertificate, Certificate, Issuer } from "./kit/tls";
