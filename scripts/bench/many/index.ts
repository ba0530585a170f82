import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { endpointAt } from "../../../components/kit/endpoint";
import { SkyWalkingUi } from "../../../components/skywalking-ui";

/** One component as often as asked for; in the cluster of `KUBE_TRACING_KUBECONFIG`, or in none. */
const copies = new pulumi.Config().requireNumber("copies");
const file = process.env["KUBE_TRACING_KUBECONFIG"];
const kubeconfig = file === undefined ? "{}" : readFileSync(file, "utf8");
const provider = new k8s.Provider("cluster", { kubeconfig });
const oap = { rest: endpointAt("oap.example.com", 12800, "http"), version: "10.4.0" };

for (let copy = 0; copy < copies; copy++) {
  new SkyWalkingUi(
    `ui-${copy}`,
    { namespace: "tracing", version: "10.4.0", oap, scale: { kind: "fixed", replicas: 2 } },
    { provider },
  );
}
