import * as k8s from "@pulumi/kubernetes";
import { endpointAt, Oap, SkyWalkingUi, externalElasticsearch } from "kube-tracing";

const namespace = new k8s.core.v1.Namespace("tracing").metadata.name;

const oap = new Oap("oap", {
  namespace,
  version: "10.4.0",
  topology: { kind: "mixed", scale: { kind: "fixed", replicas: 2 } },
  storage: {
    kind: "elasticsearch",
    connection: externalElasticsearch({
      endpoint: endpointAt("es.example.com", 9200, "https"),
      credentials: {
        username: { name: "elasticsearch-user", key: "username" },
        password: { name: "elasticsearch-user", key: "password" },
      },
    }),
  },
  callers: [{ kind: "cluster" }],
});

const ui = new SkyWalkingUi("ui", {
  namespace,
  version: "10.4.0",
  oap: { rest: oap.rest, version: "10.4.0" },
});

export const grpc = oap.grpc.address;
export const page = ui.http.address;
