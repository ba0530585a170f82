import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Env } from "../kit/env";
import type { Images } from "../kit/image";
import type { Callers } from "../kit/network";
import type { Placement } from "../kit/placement";
import type { Memory, Resources } from "../kit/size";
import type { AccessLogs, DynamicConfiguration } from "./access";
import type { AlarmSettings } from "./alarms";
import type { Coordinator } from "./coordinator";
import type { OapExposure } from "./exposure";
import type { OapFeature } from "./features";
import type { Sampling } from "./sampling";
import type { OapStorage, Retention } from "./storage";
import type { GrpcSettings, ReceiverTls } from "./tls";
import type { Topology } from "./topology";

export type { AccessLogs, AlsAnalyzer, DynamicConfiguration } from "./access";
export type { AlarmHook, AlarmRule, AlarmSettings } from "./alarms";
export type { Coordinator, NacosLogin } from "./coordinator";
export type { OapExposure } from "./exposure";
export type { OapFeature } from "./features";
export type { Sampling } from "./sampling";
export type {
  BanyandbStorage,
  ElasticsearchStorage,
  MysqlDriver,
  MysqlStorage,
  OapStorage,
  PostgresqlStorage,
  Retention,
} from "./storage";
export type { GrpcSettings, ReceiverTls } from "./tls";
export type { Topology } from "./topology";

/** Arguments of `Oap`. */
export interface OapArgs {
  namespace: pulumi.Input<string>;
  /** `10.1.0` or `10.4.0`. */
  version: string;
  storage: OapStorage;
  /** How many pods, and whether all do the same. @default one pod */
  topology?: Topology;
  /** @default `kubernetes` where more than one pod can run, else `standalone` */
  coordinator?: Coordinator;
  /**
   * Each pod, and the init Job. The default starts on a laptop; production wants 4Gi or more.
   * @default 500m to 2 cores, 1536Mi to 2Gi
   * @see https://github.com/apache/skywalking/issues/5375
   */
  resources?: Resources;
  /** @default all of the memory limit but 1Gi; from a half to three quarters of it */
  heap?: Memory;
  /** How long data is kept; at least two days. */
  retention?: Partial<Retention>;
  /** What is offered besides receiving traces and answering GraphQL. @default nothing */
  features?: readonly OapFeature[];
  grpc?: GrpcSettings;
  /** A second gRPC port, 11801, for agents alone, behind TLS. @default none */
  mtls?: ReceiverTls;
  /** Agents must send it in `agent.authentication`. Satellite cannot. @default agents need none */
  agentToken?: pulumi.Input<string>;
  /** Which traces are stored. @default all */
  sampling?: Sampling;
  /** @default the rules that come with OAP, which tell nobody */
  alarms?: AlarmSettings;
  /** Settings that can change without a restart. @default none */
  dynamicConfiguration?: DynamicConfiguration;
  /** How access logs of Envoy are read. @default not at all */
  accessLogs?: AccessLogs;
  /** Shows logs of any pod in the UI: OAP may then read all of them. @default off */
  onDemandPodLogs?: "on";
  /**
   * Where days begin. What asks OAP by time (the external metrics adapter) must have the same, or it
   * finds nothing. @default "UTC"
   */
  timeZone?: string;
  /** How agents outside of the cluster reach it. @default not at all */
  exposure?: OapExposure;
  /** Who may send, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
  /** Who may ask (12800 and the query features), besides the wired components. @default nobody */
  readers?: readonly Callers[];
  /** Who may read its own metrics (1234), besides the wired components. @default nobody */
  scrapers?: readonly Callers[];
  /** Where else it connects to because of `env` or `alarms`: Kafka, a webhook. @default nowhere */
  reaches?: readonly Endpoint[];
  /** Variables that no argument stands for; names in `SW_` must be known to the version. */
  env?: Env;
  images?: Images;
  placement?: Placement;
}
