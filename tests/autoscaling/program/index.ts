/**
 * The Satellite of the article beside its OAP, which takes 11 connections and is to have 10, and another one in a
 * namespace of its own; and a mesh that sends to the first, in every kind of scope. The autoscaler decides at once:
 * its windows, of minutes, are not what is tried here.
 */

import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { endpointAt } from "../../../components/kit/endpoint";
import { Oap } from "../../../components/oap";
import { Satellite } from "../../../components/satellite";
import { Mesh } from "../../../stacks/mesh";

const given = (name: string) => process.env[name] ?? "";

const provider = new k8s.Provider("cluster", {
  kubeconfig: pulumi.secret(readFileSync(given("KUBE_TRACING_KUBECONFIG"), "utf8")),
  context: given("KUBE_TRACING_CONTEXT"),
});
const options = { provider };
const namespaceOf = (name: string) =>
  new k8s.core.v1.Namespace(name, { metadata: { name } }, options).metadata.name;
const [observed, edge] = [namespaceOf("observed"), namespaceOf("edge")];

const { members } = new Oap(
  "oap",
  {
    namespace: observed,
    version: "10.4.0",
    topology: { kind: "mixed", scale: { kind: "fixed", replicas: 2 } },
    storage: {
      kind: "elasticsearch",
      connection: {
        endpoint: endpointAt("elasticsearch.example.com", 9200, "http"),
      },
    },
  },
  options,
);

const atOnce = (key: string, value: unknown) => (key === "stabilizationWindowSeconds" ? 0 : value);
const impatient: pulumi.ResourceTransformation = ({ type, props, opts }) => {
  if (!type.endsWith(":HorizontalPodAutoscaler")) return undefined;
  const spec: unknown = JSON.parse(JSON.stringify(props["spec"], atOnce));
  return { props: { ...props, spec }, opts };
};

const finder = { kind: "kubernetes", members } as const;
const { grpc } = new Satellite(
  "satellite",
  {
    namespace: observed,
    version: "1.3.0",
    oap: finder,
    server: { maxConnections: 11 },
    scale: { kind: "connections", min: 1, max: 3, target: 10 },
    telemetry: { service: "satellite::satellite-service" },
  },
  { ...options, transformations: [impatient] },
);
new Satellite("far", { namespace: edge, version: "1.3.0", oap: finder }, options);

const workloads = { name: "mongodb", labels: { app: "mongodb" }, traffic: "tcp" } as const;
new Mesh(
  "mesh",
  {
    namespace: observed,
    istio: "1.28.0",
    receiver: grpc,
    oap: { version: "10.4.0", accessLogs: { http: ["mx-mesh"], tcp: ["mx-mesh"] } },
    logs: {
      kind: "telemetry",
      scopes: [
        { kind: "mesh" },
        { kind: "namespace", namespace: "bookinfo" },
        { kind: "workloads", namespace: "bookinfo", ...workloads },
        { kind: "waypoint", namespace: "bookinfo", name: "waypoint" },
      ],
      besides: ["envoy"],
      tracingPercent: 1.5,
    },
  },
  options,
);
