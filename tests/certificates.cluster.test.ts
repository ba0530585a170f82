/** What a real API server takes of cert-manager and of SWCK, on nodes that run no pod. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubernetesClient } from "../toolchain/kubernetes";
import { ensureTools } from "../toolchain/tools";
import { Environment } from "./platform/environment";
import { World } from "./recovery/world";
import { eventually } from "./e2e/wait";

const world = new World();
const environment = new Environment(world, "certified");
let client: KubernetesClient;

const CERT_MANAGER = {
  mode: "manifests",
  replicas: 1,
  admission: "optional",
  issuers: { "tracing-ca": { kind: "selfSigned" } },
};
const certificate = {
  kind: "certManager",
  issuer: { kind: "ClusterIssuer", name: "tracing-ca" },
};
const OPERATOR = { certificate, replicas: 1, agents: { default: {} } };
const SERVER = { kind: "external", address: "elasticsearch.example.com:9200", speaks: "http" };
const METRICS = "v1beta1.external.metrics.k8s.io";
const OWNED = `/apis/apiregistration.k8s.io/v1/apiservices/${METRICS}`;
const KINDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const SKYWALKING = {
  metricsAdapter: { kind: "installed", certificate },
  operator: OPERATOR,
  storage: { kind: "elasticsearch", server: SERVER },
  ui: { kind: "none" },
};

beforeAll(async () => {
  await ensureTools();
  await world.start();
  client = world.connect();
});

afterAll(async () => {
  client.close();
  await world.end();
});

const spec = async (path: string) => ((await client.get(path)) as any).spec;

/** A source of external metrics that is there already, as KEDA brings it. */
const KEDA = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  metadata: { name: METRICS, labels: { "app.kubernetes.io/part-of": "keda-operator" } },
  spec: {
    group: "external.metrics.k8s.io",
    version: "v1beta1",
    groupPriorityMinimum: 100,
    versionPriority: 100,
    insecureSkipTLSVerify: true,
    service: { name: "keda-operator-metrics-apiserver", namespace: "keda" },
  },
};

describe("an owner of the external metrics API", () => {
  test("is told before anything is created, with what to do", async () => {
    await client.apply(OWNED, KEDA);
    environment.say({ certManager: CERT_MANAGER, skywalking: SKYWALKING });
    const { code, output } = await environment.run("up");
    expect(code).toBe(1);
    expect(output).toContain(
      `stack local cannot be deployed:
  APIService v1beta1.external.metrics.k8s.io belongs to Service keda/keda-operator-metrics-apiserver (keda-operator). A cluster has one source of external metrics. Remove that one; or, where it is an adapter of SWCK, give skywalking.metricsAdapter { kind: existing, … }; or give none, and skywalking.satellite.scale of kind auto.
`,
    );
    expect(environment.steps).toEqual([]);
    expect((await spec(OWNED)).service.namespace).toBe("keda");
    await client.delete(OWNED);
  });
});

describe("cert-manager as plain objects", () => {
  test("is made before what names its issuer, and again changes nothing", async () => {
    const { code, output } = await environment.run("up");
    expect(code, output).toBe(0);
    const began = (title: string) => environment.steps.indexOf(`begins to create ${title}`);
    const order = [
      began("CustomResourceDefinition certificates.cert-manager.io"),
      began("Deployment cert-manager"),
      began("Issuer cert-manager-tracing-ca-bootstrap"),
      began("Certificate cert-manager-tracing-ca-ca"),
      began("ClusterIssuer cert-manager-tracing-ca"),
      began("Certificate skywalking-metrics"),
    ];
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect((await environment.run("up")).output).toMatch(/no change, \d+ unchanged/);
  });

  test("its objects keep every field, those of no version included", async () => {
    const issuers = "/apis/cert-manager.io/v1/clusterissuers";
    expect(await spec(`${issuers}/tracing-ca`)).toEqual({ ca: { secretName: "tracing-ca" } });
    const metadata = { name: "tomorrow" };
    const future = { ca: { secretName: "a", invented: { here: [1] } } };
    const object = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata };
    await client.apply(`${issuers}/tomorrow`, { ...object, spec: future });
    expect(await spec(`${issuers}/tomorrow`)).toEqual(future);
  });

  test("a Certificate without a Secret to write to is refused by its definition", async () => {
    const path = "/apis/cert-manager.io/v1/namespaces/certified/certificates/bad";
    const object = { apiVersion: "cert-manager.io/v1", kind: "Certificate" };
    const bad = { ...object, metadata: { name: "bad" }, spec: { issuerRef: { name: "a" } } };
    await expect(client.apply(path, bad)).rejects.toThrow(/spec\.secretName: Required value/);
  });
});

describe("an operator that does not answer", () => {
  const pod = (name: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { "swck-java-agent-injected": "true" } },
    spec: { containers: [{ name: "main", image: "registry.example.com/main:1" }] },
  });

  test("stops no pod, not even one that asks for an agent", async () => {
    const metadata = { name: "shop", labels: { "swck-injection": "enabled" } };
    const home = { apiVersion: "v1", kind: "Namespace", metadata };
    await client.apply("/api/v1/namespaces/shop", home);
    const account = "/api/v1/namespaces/shop/serviceaccounts/default";
    await eventually(async () => expect(await client.get(account)).toBeDefined());
    await client.apply("/api/v1/namespaces/shop/pods/asking", pod("asking"));
    const made = await spec("/api/v1/namespaces/shop/pods/asking");
    expect(made.containers.map(({ name }: any) => name)).toEqual(["main"]);
  });

  test("leaves the agents of a namespace as they were written, and lets nobody write half of them", async () => {
    const agents = "/apis/operator.skywalking.apache.org/v1alpha1/namespaces/default/swagents";
    expect((await spec(`${agents}/skywalking-swck`)).javaSidecar.image).toBe(
      "docker.io/apache/skywalking-java-agent:9.4.0-java17",
    );
    const own = { apiVersion: "operator.skywalking.apache.org/v1alpha1", kind: "SwAgent" };
    const half = { ...own, metadata: { name: "half" }, spec: {} };
    await expect(client.apply(`${agents}/half`, half)).rejects.toThrow(
      'failed calling webhook "mswagent.kb.io"',
    );
  });
});

describe("down", () => {
  test("keeps the kinds, and what others have of them", async () => {
    const { code, output } = await environment.run("down");
    expect(code, output).toBe(0);
    await world.start();
    client = world.connect();
    expect(await spec(`${KINDS}/certificates.cert-manager.io`)).toMatchObject({
      group: "cert-manager.io",
    });
    expect(await spec("/apis/cert-manager.io/v1/clusterissuers/tomorrow")).toBeDefined();
  });

  test("after which the kinds are told before anything is created, and taken as they are", async () => {
    const again = await environment.run("up");
    expect(again.code).toBe(1);
    expect(again.output).toContain(
      "  CustomResourceDefinition certificates.cert-manager.io belongs to somebody else (kube-tracing). " +
        "Where cert-manager runs, give certManager.mode existing; where only its kinds were kept, " +
        "give certManager.definitions existing.\n",
    );
    expect(again.output).toContain(
      "  CustomResourceDefinition swagents.operator.skywalking.apache.org belongs to somebody else (kube-tracing). " +
        "Where SWCK runs, give no skywalking.operator; where only its kinds were kept, " +
        "give skywalking.operator.definitions existing.\n",
    );
    environment.say({
      certManager: { ...CERT_MANAGER, definitions: "existing" },
      skywalking: { ...SKYWALKING, operator: { ...OPERATOR, definitions: "existing" } },
    });
    const { code, output } = await environment.run("up");
    expect(code, output).toBe(0);
  });
});
