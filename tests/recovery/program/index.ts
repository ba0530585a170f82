/**
 * Objects with a name of their own and auto-named ones, some that are waited for, in an order that values carry.
 * `RECOVERY_NAMESPACE` says where, `RECOVERY_VALUE` what they hold. `RECOVERY_NOTE` is noted on pods, which then
 * take some seconds to become ready; `RECOVERY_NODE` asks for a node of that name, and not to wait long for it.
 */

import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const given = (name: string) => process.env[name] ?? "";

const provider = new k8s.Provider("cluster", {
  kubeconfig: pulumi.secret(readFileSync(given("KUBE_TRACING_KUBECONFIG"), "utf8")),
  context: given("KUBE_TRACING_CONTEXT"),
});
const nodeName = given("RECOVERY_NODE");
const note = given("RECOVERY_NOTE");
const noted = note === "" ? {} : { note };
const patience = nodeName === "" ? {} : { customTimeouts: { create: "20s" } };
const options = { provider, ...patience };
const { metadata } = new k8s.core.v1.Namespace(
  "home",
  { metadata: { name: given("RECOVERY_NAMESPACE") } },
  options,
);
const namespace = metadata.name;

const [first, second] = ["first", "second", "third", "fourth"].map((name) => {
  const data = { value: given("RECOVERY_VALUE") };
  return new k8s.core.v1.ConfigMap(name, { metadata: { namespace }, data }, options).metadata.name;
});
const password = new k8s.core.v1.Secret(
  "password",
  { metadata: { namespace }, stringData: { password: pulumi.secret("open-sesame") } },
  options,
);

const container = (envFrom: k8s.types.input.core.v1.EnvFromSource[]) => ({
  name: "main",
  image: "registry.example.com/main:1",
  envFrom,
});
const fromConfigMap = (name: pulumi.Input<string> = "") => ({ configMapRef: { name } });

const prepare = new k8s.batch.v1.Job(
  "prepare",
  {
    metadata: { namespace },
    spec: {
      template: {
        spec: { restartPolicy: "Never", containers: [container([fromConfigMap(first)])] },
      },
    },
  },
  options,
);

const workload = (app: string, spec: k8s.types.input.core.v1.PodSpec) => ({
  metadata: { namespace, name: app },
  spec: {
    replicas: 2,
    ...(note === "" ? {} : { minReadySeconds: 5 }),
    selector: { matchLabels: { app } },
    template: {
      metadata: { labels: { app }, annotations: { prepared: prepare.metadata.name, ...noted } },
      spec,
    },
  },
});
const service = (app: string, spec: k8s.types.input.core.v1.ServiceSpec) =>
  new k8s.core.v1.Service(
    app,
    {
      metadata: { namespace, name: app },
      spec: { selector: { app }, ports: [{ port: 80 }], ...spec },
    },
    options,
  );

const placed = nodeName === "" ? {} : { nodeSelector: { "kubernetes.io/hostname": nodeName } };
const web = workload("web", {
  ...placed,
  containers: [container([fromConfigMap(second), { secretRef: { name: password.metadata.name } }])],
});
new k8s.apps.v1.Deployment("web", web, options);
const store = workload("store", { containers: [container([])] });
new k8s.apps.v1.StatefulSet(
  "store",
  { ...store, spec: { ...store.spec, serviceName: "store" } },
  options,
);
service("store", { clusterIP: "None" });

/** Where the web server answers. */
export const address = pulumi.interpolate`http://${service("web", {}).metadata.name}.${namespace}.svc:80`;
