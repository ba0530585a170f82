import type { Env } from "../kit/env";
import type { Problem } from "../kit/refusal";
import type { Coordinator } from "./coordinator";
import { whole } from "../kit/whole";

/**
 * How the access logs of Envoy become services; the first that knows both ends wins.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/envoy/als_setting/
 */
export type AlsAnalyzer =
  /** From what Istio's proxies tell each other. */
  | "mx-mesh"
  /** From the addresses of all pods and Services of the cluster: needs a ClusterRole. */
  | "k8s-mesh"
  /** Keeps the log of what an analyzer before it found. */
  | "persistence";

/** Analyzers in order. */
export interface AccessLogs {
  http: readonly AlsAnalyzer[];
  tcp: readonly AlsAnalyzer[];
}

/**
 * Settings that OAP takes over while it runs, from a ConfigMap.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/dynamic-config/
 */
export interface DynamicConfiguration {
  /** By name, such as `agent-analyzer.default.slowDBAccessThreshold`. */
  items: Readonly<Record<string, string>>;
  /** How often OAP looks. @default 60 */
  periodSeconds?: number;
}

/** What OAP asks the Kubernetes API for. */
export interface Asks {
  coordinator: Coordinator;
  dynamicConfiguration?: DynamicConfiguration;
  accessLogs?: AccessLogs;
  onDemandPodLogs?: "on";
}

/** A rule of a Role. */
export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** Rules in the namespace of OAP; exactly what its informers call. */
export function namespaceRules({ coordinator, dynamicConfiguration }: Asks): Rule[] {
  const watched = [
    ...(coordinator.kind === "kubernetes" ? ["pods"] : []),
    ...(dynamicConfiguration === undefined ? [] : ["configmaps"]),
  ];
  return watched.map((resource) => rule("", [resource], ["get", "list", "watch"]));
}

/** Rules in the whole cluster. */
export function clusterRules({ accessLogs, onDemandPodLogs }: Asks): Rule[] {
  const mesh = [...(accessLogs?.http ?? []), ...(accessLogs?.tcp ?? [])].includes("k8s-mesh");
  return [
    ...(mesh
      ? [
          rule("", ["pods", "services", "endpoints", "nodes"], ["get", "list"]),
          rule("networking.istio.io", ["serviceentries"], ["get", "list"]),
        ]
      : []),
    ...(onDemandPodLogs === "on" ? [rule("", ["pods", "pods/log"], ["get"])] : []),
  ];
}

/** Whether OAP calls the Kubernetes API, and so needs a token and the way there. */
export function callsApi(asks: Asks): boolean {
  return namespaceRules(asks).length + clusterRules(asks).length > 0;
}

/** Variables of what the rules are for. */
export function accessEnv(asks: Asks): Env {
  const { dynamicConfiguration, accessLogs, onDemandPodLogs } = asks;
  const { http = [], tcp = [] } = accessLogs ?? {};
  return {
    ...(dynamicConfiguration === undefined
      ? {}
      : {
          SW_CONFIGURATION: "k8s-configmap",
          SW_CONFIG_CONFIGMAP_PERIOD: `${dynamicConfiguration.periodSeconds ?? 60}`,
        }),
    ...(http.length === 0 ? {} : { SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS: http.join(",") }),
    ...(tcp.length === 0 ? {} : { SW_ENVOY_METRIC_ALS_TCP_ANALYSIS: tcp.join(",") }),
    ...(onDemandPodLogs === "on" ? { SW_ENABLE_ON_DEMAND_POD_LOG: "true" } : {}),
  };
}

/** Settings that can be changed at run time. */
const DYNAMIC = [
  "agent-analyzer.default.slowDBAccessThreshold",
  "agent-analyzer.default.traceSamplingPolicy",
  "agent-analyzer.default.uninstrumentedGateways",
  "alarm.default.alarm-settings",
  "configuration-discovery.default.agentConfigurations",
  "core.default.apdexThreshold",
  "core.default.endpoint-name-grouping",
  "core.default.log4j-xml",
  "core.default.searchableTracesTags",
];

/** Begins the name of settings that come in any number. */
const DYNAMIC_GROUP = "core.default.endpoint-name-grouping-openapi.";

/** Checks for `refuse`. */
export function accessChecks({ dynamicConfiguration, accessLogs }: Asks): (true | Problem)[] {
  const { items = {}, periodSeconds } = dynamicConfiguration ?? {};
  return [
    ...Object.keys(items).map(
      (name) =>
        DYNAMIC.includes(name) ||
        name.startsWith(DYNAMIC_GROUP) || {
          field: "dynamicConfiguration.items",
          got: name,
          want: `one of ${DYNAMIC.join(", ")}, or ${DYNAMIC_GROUP}<service>`,
        },
    ),
    whole("dynamicConfiguration.periodSeconds", periodSeconds, { least: 1, unit: "seconds" }),
    analyzerCheck("accessLogs.http", accessLogs?.http ?? []),
    analyzerCheck("accessLogs.tcp", accessLogs?.tcp ?? []),
  ];
}

function analyzerCheck(field: string, analyzers: readonly AlsAnalyzer[]): true | Problem {
  const want = '"mx-mesh" or "k8s-mesh" before "persistence"';
  return analyzers[0] !== "persistence" || { field, got: analyzers.join(", "), want };
}

function rule(group: string, resources: string[], verbs: string[]): Rule {
  return { apiGroups: [group], resources, verbs };
}
