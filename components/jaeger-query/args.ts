import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Exposure } from "../kit/exposure";
import type { JaegerPartArgs } from "../kit/jaeger/run";
import type { JaegerScale } from "../kit/jaeger/scale";
import type { SharedJaegerStore } from "../kit/jaeger-store";
import type { Callers } from "../kit/network";
import type { Resources } from "../kit/size";
import type { CaBundle } from "../kit/tls";

/** Arguments of `JaegerQuery`. */
export interface JaegerQueryArgs extends JaegerPartArgs {
  /** What it reads: the store of the collectors, or what `JaegerCollector.store` offers. */
  store: SharedJaegerStore;
  /** How many pods. @default { kind: "fixed", replicas: 1 } */
  scale?: JaegerScale;
  /** How people reach the page from outside the cluster. @default { kind: "clusterIP" } */
  exposure?: Exposure;
  /** Asks for a login before anything is shown: Jaeger itself has none. @default nobody is asked */
  login?: JaegerLogin;
  /** Where the page begins, such as `/jaeger`. @default "/" */
  basePath?: string;
  /**
   * More of the settings of the page, by their names; those that are given replace ours.
   * @default the menus of what there is: dependencies, archive, monitor
   * @see https://www.jaegertracing.io/docs/2.20/deployment/frontend-ui/
   */
  ui?: Readonly<Record<string, unknown>>;
  /** Where calls, errors and times of operations come from, for the page "Monitor". @default not shown */
  monitor?: JaegerMonitor;
  /** Spans of a trace that are loaded at most, from Jaeger 2.20 on. @default 10000 */
  maxTraceSpans?: number;
  /** By how much times of other hosts are put right at most, in seconds. @default 0: not at all */
  clockSkewSeconds?: number;
  /** @default 100m to 500m CPU, 64Mi to 256Mi */
  resources?: Resources;
  /** Who may open the page, besides the components that are wired to it. @default nobody */
  callers?: readonly Callers[];
}

/** Figures of operations. */
export type JaegerMonitor =
  /** Counted in the spans of the store, which is Elasticsearch or OpenSearch. */
  | { kind: "store" }
  /** Counted by collectors with `spanMetrics`, or by any Collector, and kept by a Prometheus. */
  | { kind: "prometheus"; endpoint: Endpoint; ca?: CaBundle };

/**
 * oauth2-proxy in the pod, before the page. Needs an address: an Ingress or a Gateway.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview
 */
export interface JaegerLogin {
  /** Version of oauth2-proxy, such as `7.15.3`. */
  version: string;
  /** `https://login.example.com/realms/ops`; register `<address>/oauth2/callback` there. */
  issuer: string;
  clientId: string;
  clientSecret: pulumi.Input<string>;
  /** Mail domains that may sign in, such as `example.com`. */
  emailDomains: readonly [string, ...string[]];
}
