import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../../components/kit/endpoint";
import type { AccessLogs } from "../../components/oap";

/** Arguments of `Mesh`. */
export interface MeshArgs {
  /** Namespace of the ConfigMap with the settings that Istio is to get. */
  namespace: pulumi.Input<string>;
  /** Version of Istio, such as `1.28.0`; `1.21.0` or later. */
  istio: string;
  /**
   * Where proxies send: Satellite, a gateway, or OAP itself. Without TLS of its own, because proxies trust
   * nobody's CA but that of the mesh, and without a token, because they send none.
   */
  receiver: Endpoint;
  /** What OAP makes of it. */
  oap: { version: string; accessLogs: AccessLogs };
  logs: MeshLogs;
  /** Who installed Istio, and so what has to be told. @default "istioctl" */
  installer?: MeshInstaller;
  /** Namespace of istiod, where what is said counts for the whole mesh. @default "istio-system" */
  rootNamespace?: string;
  /** @default "cluster.local" */
  clusterDomain?: string;
}

/** How proxies come to send access logs: one way or the other, never both in a scope. */
export type MeshLogs = ByMeshConfig | ByTelemetry;

/**
 * For the whole mesh, and waypoints, in the settings that proxies start with: running ones must be
 * restarted. It is what SkyWalking is tested with, and any `accessLogging` of the Telemetry API, also of
 * someone else, switches it off.
 */
export interface ByMeshConfig {
  kind: "meshConfig";
  /** Sends the metrics of proxies as well, over another connection each. @default not at all */
  metrics?: "on";
}

/** Scope by scope, while proxies run. Access logs that are set up in other ways end in these scopes. */
export interface ByTelemetry {
  kind: "telemetry";
  scopes: readonly MeshScope[];
  /** Other providers to which the scopes send as before, such as `envoy`, their own output. @default none */
  besides?: readonly string[];
  /** Lets proxies report traces of their own, this percentage of them. @default none */
  tracingPercent?: number;
}

/** Which proxies send; the narrowest that has one counts, and each has one only. */
export type MeshScope = (
  | { kind: "mesh" }
  | { kind: "namespace"; namespace: string }
  | {
      kind: "workloads";
      /** Name of the object. */
      name: string;
      namespace: string;
      labels: Readonly<Record<string, string>>;
    }
  /** In ambient mode: what goes through this waypoint. What only ztunnel carries is in no log. */
  | { kind: "waypoint"; namespace: string; name: string }
) & {
  /** What is logged: requests, or connections of everything that is not HTTP. @default "http" */
  traffic?: MeshTraffic;
};

export type MeshTraffic = "http" | "tcp";

/** `istioctl` reads an IstioOperator, `helm` values of the chart `istiod`, and `configMap` is Istio's own. */
export type MeshInstaller = "istioctl" | "helm" | "configMap";
