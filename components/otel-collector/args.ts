import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Env, SecretKey } from "../kit/env";
import type { Images } from "../kit/image";
import type { Callers } from "../kit/network";
import type { RoutingKey } from "../kit/otel/exporters";
import type { JaegerReceiver } from "../kit/otel/jaeger-receiver";
import type { KubernetesAttributes } from "../kit/otel/kubernetes-attributes";
import type { ListeningPort } from "../kit/otel/listening";
import type { OtlpReceiver } from "../kit/otel/otlp-receiver";
import type { Batch } from "../kit/otel/processors";
import type { ScrapeJob } from "../kit/otel/prometheus-receiver";
import type { Delivery } from "../kit/otel/queue";
import type { Settings } from "../kit/otel/settings";
import type { Telemetry } from "../kit/otel/telemetry";
import type { Placement } from "../kit/placement";
import type { Scale } from "../kit/scale";
import type { Disk, Resources } from "../kit/size";
import type { CaBundle, Certificate } from "../kit/tls";

export interface OtelCollectorArgs {
  /** Namespace of every object but the rights; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of the Collector, `0.111.0` or later. */
  version: string;
  /** What comes in, by name. */
  receivers: Readonly<Record<string, CollectorReceiver>>;
  /** Where it goes, by name. */
  exporters: Readonly<Record<string, CollectorExporter>>;
  /** By signal: `traces`, `metrics`, `logs`, or `traces/second`; each names parts of the others. */
  pipelines: Readonly<Record<string, CollectorPipeline>>;
  /** What happens in between, by name, besides the memory limiter and batches. @default nothing */
  processors?: Readonly<Record<string, CollectorProcessor>>;
  /** What else runs in it, by the name that the Collector knows it by. @default health and queues alone */
  extensions?: Readonly<Record<string, CollectorExtension>>;
  /** Where it runs. @default { kind: "deployment", scale: { kind: "fixed", replicas: 2 } } */
  mode?: CollectorMode;
  /** Which parts are built in: `contrib` has all, of which `k8s` has those for Kubernetes. @default "k8s" */
  distribution?: "k8s" | "contrib";
  /** How items are gathered before they are sent. @default 1000 or one second */
  batch?: Batch;
  /** What it tells about itself. */
  telemetry?: Omit<Telemetry, "service" | "host">;
  /** Certificate of the receivers `otlp`. @default none: plain text */
  tls?: { certificate: Certificate; clientCa?: CaBundle };
  /** @default 100m to 1 CPU, 128Mi to 512Mi */
  resources?: Resources;
  /** How long a pod goes on after it was told to end, in seconds: what is queued goes out. @default 60 */
  drainSeconds?: number;
  /**
   * Seconds before that, while others still send to it. Needs Kubernetes 1.30, because the image has no
   * program that could wait. @default none
   */
  preStopSeconds?: number;
  /** More variables, for `${env:…}` in the settings of other parts. */
  env?: Env;
  /** Who may send, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
  /** Who may read its own metrics. @default nobody */
  scrapers?: readonly Callers[];
  images?: Images;
  placement?: Placement;
}

/** Where it runs. A sidecar is no workload of its own. */
export type CollectorMode =
  | { kind: "deployment"; scale?: Scale }
  /** One on each node, for the pods of that node: its Service leads nowhere else. */
  | { kind: "daemonset" }
  /** Queues on volumes: what was not sent outlives the pod. */
  | {
      kind: "statefulset";
      replicas?: number;
      /** Volume of each. @default the default class */
      volume: { size: Disk; storageClass?: string };
    };

export type CollectorReceiver =
  | ({ kind: "otlp" } & Omit<OtlpReceiver, "at" | "tls">)
  | ({ kind: "jaeger" } & Omit<JaegerReceiver, "at">)
  /** One pod alone may do so: two count everything twice. */
  | { kind: "prometheus"; jobs: readonly ScrapeJob[] }
  /** Another one by its type, such as `skywalking`, with the ports that it opens. */
  | { kind: "other"; type: string; settings: Settings; ports: readonly ListeningPort[] };

export type CollectorProcessor =
  /** Says which pod data comes from. */
  | ({ kind: "kubernetes" } & KubernetesAttributes)
  | { kind: "other"; type: string; settings: Settings };

/** Every one of them has a queue, and tries again. */
export type CollectorExporter =
  | ({ kind: "otlp" } & OtlpDestination)
  | ({ kind: "otlpHttp" } & OtlpDestination)
  /** All spans of a trace to the same pod of a headless Service. */
  | ({ kind: "loadBalancing"; routingKey?: RoutingKey } & OtlpDestination)
  /** To the log, for a look. */
  | { kind: "debug"; verbosity?: "basic" | "normal" | "detailed" }
  /** Another one by its type. */
  | ({ kind: "other"; type: string; settings: Settings; calls: readonly Endpoint[] } & Delivery);

export interface OtlpDestination extends Delivery {
  /** Of a headless Service, calls are shared among all pods behind it. */
  to: Endpoint;
  /** What verifies the server, where it speaks TLS. @default public CAs */
  ca?: CaBundle;
  /** Name of a Secret with `tls.crt` and `tls.key`, for servers that ask who calls. */
  identity?: pulumi.Input<string>;
  /** What each call carries; a text is kept in a Secret. */
  headers?: Readonly<Record<string, pulumi.Input<string> | { secret: SecretKey }>>;
  /** Longest wait for an answer, in seconds. @default 10 */
  timeoutSeconds?: number;
}

export interface CollectorExtension {
  settings: Settings;
  ports?: readonly ListeningPort[];
}

/** What one signal goes through; the memory limiter comes first and batches last by themselves. */
export interface CollectorPipeline {
  receivers: readonly string[];
  processors?: readonly string[];
  exporters: readonly string[];
}
