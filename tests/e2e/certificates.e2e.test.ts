/** Certificates by the real cert-manager, installed by its component as plain objects. */

import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endpointAt } from "../../components/kit/endpoint";
import { render } from "../../components/kit/testing";
import { MetricsAdapter } from "../../components/metrics-adapter";
import { field, items } from "../../toolchain/kubernetes";
import { RealPlace } from "./place";
import { eventually } from "./wait";

const issuer = { kind: "ClusterIssuer", name: "tracing-ca" } as const;
const certificate = { kind: "certManager", issuer } as const;

let real: RealPlace;
let folder: string;
let changes: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kube-tracing-certificates-"));
  real = new RealPlace();
  await real.start();
  real.configure({
    namespace: { name: "tracing" },
    certManager: {
      mode: "manifests",
      version: "1.11.5",
      replicas: 1,
      issuers: { "tracing-ca": { kind: "selfSigned" } },
    },
    "skywalking.storage.server.tls": certificate,
    "skywalking.oap.grpc": { tls: certificate },
  });
  changes = await real.up();
});

afterAll(async () => {
  await real.end();
  rmSync(folder, { recursive: true, force: true });
});

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/** The first certificate of a key of a Secret. */
async function certificateIn(path: string, key: string): Promise<X509Certificate> {
  const data = field(await real.cluster.get(path), "data", key);
  const [pem = ""] = PEM.exec(Buffer.from(String(data), "base64").toString()) ?? [];
  return new X509Certificate(pem);
}

const secret = (namespace: string, name: string) =>
  `/api/v1/namespaces/${namespace}/secrets/${name}`;

test("everything is made in one go, with nothing wrong", async () => {
  expect(changes).toMatch(/^\d+ created, 0 unchanged$/);
  await eventually(async () => expect(await real.findings()).toEqual([]), 300);
  expect(await real.up()).toMatch(/^no change, \d+ unchanged$/);
});

test("every certificate that the components ask for is issued by the platform's own CA", async () => {
  const all = items(await real.cluster.get("/apis/cert-manager.io/v1/certificates"));
  const told = all.map((one) => {
    const conditions = items({ items: field(one, "status", "conditions") });
    const ready = conditions.find((condition) => field(condition, "type") === "Ready");
    return [field(one, "metadata", "name"), field(ready, "status")].join(": ");
  });
  expect(told.sort()).toEqual([
    "skywalking-elasticsearch: True",
    "skywalking-oap-grpc: True",
    "tracing-ca: True",
  ]);
  const ca = await certificateIn(secret("cert-manager", "tracing-ca"), "tls.crt");
  expect([ca.subject, ca.ca]).toEqual(["CN=tracing-ca", true]);
  for (const name of ["skywalking-elasticsearch-tls", "skywalking-oap-grpc-tls"]) {
    const leaf = await certificateIn(secret("tracing", name), "tls.crt");
    expect([name, leaf.verify(ca.publicKey), leaf.ca]).toEqual([name, true, false]);
  }
});

test("a server shows the certificate that it was given", async () => {
  const leaf = await certificateIn(secret("tracing", "skywalking-elasticsearch-tls"), "tls.crt");
  expect(await real.servedSerial()).toBe(leaf.serialNumber);
});

/** The objects of the metrics adapter that need no image. */
async function adapterObjects() {
  const oap = { rest: endpointAt("oap.tracing.svc", 12800, "http"), timeZone: "UTC" };
  const args = { namespace: "tracing", version: "0.10.0", oap, certificate };
  const objects = await render(() => new MetricsAdapter("adapter", args));
  return objects
    .filter(({ inputs }) => ["Certificate", "APIService"].includes(inputs.kind))
    .map(({ inputs }) => inputs);
}

test("the external metrics API trusts its adapter by the CA that is injected there", async () => {
  const file = join(folder, "adapter.json");
  const list = { apiVersion: "v1", kind: "List", items: await adapterObjects() };
  writeFileSync(file, JSON.stringify(list));
  await real.kubectl("apply", "--filename", file);
  await eventually(async () => {
    const path = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io";
    const bundle = field(await real.cluster.get(path), "spec", "caBundle");
    const kept = field(await real.cluster.get(secret("tracing", "adapter-tls")), "data", "ca.crt");
    expect(kept).toMatch(/^LS0t/);
    expect(bundle).toBe(kept);
  });
  await real.kubectl("delete", "--filename", file);
});

test("what cannot be issued is refused before it is stored", async () => {
  const file = join(folder, "short.json");
  const object = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: "short", namespace: "tracing" },
    spec: { secretName: "short", issuerRef: issuer, dnsNames: ["short"], duration: "1m" },
  };
  writeFileSync(file, JSON.stringify(object));
  await expect(real.kubectl("apply", "--filename", file)).rejects.toThrow(
    'admission webhook "webhook.cert-manager.io" denied the request: ' +
      "spec.duration: Invalid value: 1m0s: certificate duration must be greater than 1h0m0s",
  );
});

test("no program of it lacks a right", async () => {
  for (const program of ["cert-manager", "cert-manager-webhook", "cert-manager-cainjector"]) {
    const log = await real.kubectl("--namespace=cert-manager", "logs", `deployment/${program}`);
    expect(log.length).toBeGreaterThan(0);
    expect(log.split("\n").filter((line) => line.includes("is forbidden"))).toEqual([]);
  }
});
