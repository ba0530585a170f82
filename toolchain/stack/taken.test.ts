import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { beyondProvider } from "./claimed";
import { parseExport } from "./deployment";
import { taken } from "./taken";

const root = mkdtempSync(join(tmpdir(), "taken-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A place with a stack file that holds this platform. */
function placeWith(platform: unknown) {
  const content = { config: { "kube-tracing:platform": platform } };
  writeFileSync(join(root, "Pulumi.try.yaml"), JSON.stringify(content));
  return { stack: "try", root, bin: root, pulumiHome: root, state: root };
}

const state = (resources: object[]) => async () =>
  parseExport(JSON.stringify({ deployment: { resources } }));

/** A cluster that has these objects, by kind. */
const clusterWith = (objects: Record<string, object>) => () =>
  Promise.resolve({ find: ({ kind }: { kind: string }) => Promise.resolve(objects[kind]) });

const adapter = { skywalking: { metricsAdapter: { kind: "installed" } } };
const KEDA = {
  metadata: {
    labels: {
      "app.kubernetes.io/name": "v1beta1.external.metrics.k8s.io",
      "app.kubernetes.io/part-of": "keda-operator",
    },
    annotations: { "meta.helm.sh/release-name": "keda" },
  },
  spec: { service: { name: "keda-operator-metrics-apiserver", namespace: "keda" } },
};

test("an API that somebody else answers is told, with who it is and what to do", async () => {
  const cluster = clusterWith({ APIService: KEDA });
  expect(await taken(placeWith(adapter), state([]), cluster)).toEqual([
    "APIService v1beta1.external.metrics.k8s.io belongs to " +
      "Service keda/keda-operator-metrics-apiserver (keda-operator, keda). " +
      "A cluster has one source of external metrics. Remove that one; or, where it is an adapter of " +
      "SWCK, give skywalking.metricsAdapter { kind: existing, … }; or give none, and " +
      "skywalking.satellite.scale of kind auto.",
  ]);
});

test("what is the stack's own is not taken, nor is what it does not ask for", async () => {
  const cluster = clusterWith({ APIService: KEDA, CustomResourceDefinition: {} });
  const name = "v1beta1.external.metrics.k8s.io";
  const own = {
    urn: "urn",
    type: "kubernetes:apiregistration.k8s.io/v1:APIService",
    inputs: { apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", metadata: { name } },
  };
  expect(await taken(placeWith(adapter), state([own]), cluster)).toEqual([]);
  const existing = { skywalking: { metricsAdapter: { kind: "existing" } } };
  expect(await taken(placeWith(existing), state([]), cluster)).toEqual([]);
  expect(await taken(placeWith({ skywalking: 1 }), state([]), cluster)).toEqual([]);
  expect(await taken({ ...placeWith({}), stack: "none" }, state([]), cluster)).toEqual([]);
});

test("the kinds of cert-manager and SWCK are found before they are made a second time", async () => {
  const cluster = clusterWith({ CustomResourceDefinition: { metadata: {} } });
  const certManager = { mode: "manifests" };
  expect(await taken(placeWith({ certManager }), state([]), cluster)).toEqual([
    "CustomResourceDefinition certificates.cert-manager.io belongs to somebody else. " +
      "Where cert-manager runs, give certManager.mode existing; where only its kinds were kept, " +
      "give certManager.definitions existing.",
  ]);
  expect(await taken(placeWith({ skywalking: { operator: {} } }), state([]), cluster)).toEqual([
    "CustomResourceDefinition swagents.operator.skywalking.apache.org belongs to somebody else. " +
      "Where SWCK runs, give no skywalking.operator; where only its kinds were kept, " +
      "give skywalking.operator.definitions existing.",
  ]);
  const kept = { certManager: { ...certManager, definitions: "existing" } };
  expect(await taken(placeWith(kept), state([]), cluster)).toEqual([]);
});

test("what a provider of 2020 cannot do is told, and what one of today can do is not", () => {
  const place = placeWith({ certManager: { mode: "chart" } });
  const record = join(root, ".pulumi-resource-kubernetes");
  writeFileSync(record, "build\nhash");
  expect(beyondProvider(place)).toEqual([
    "certManager.mode chart needs a Kubernetes provider 4.x: the one here is built from its module of 2020, " +
      "because its release cannot be had. Give certManager.mode manifests or existing.",
  ]);
  expect(beyondProvider(placeWith({ certManager: { mode: "manifests" } }))).toEqual([]);
  writeFileSync(record, "download\nhash");
  expect(beyondProvider(placeWith({ certManager: { mode: "package" } }))).toEqual([]);
});
