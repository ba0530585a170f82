import { expect, test } from "vitest";
import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";
import { findingsIn } from "../../testing";
import { configurationReachesPods } from "./configuration-reaches-pods";

const named = (kind: string, name: string, more: object = {}): Manifest => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "tracing" },
  ...more,
});

/** A Deployment that takes a variable, all variables and two volumes; with annotations of its own and of its pods. */
function oap(names: [configMap: string, secret: string], own: object = {}, ofPods: object = {}) {
  const [configMap, secret] = names;
  const deployment: Manifest = deploymentWith(
    {},
    {
      imagePullSecrets: [{ name: "pull" }],
      volumes: [
        { name: "settings", configMap: { name: configMap } },
        { name: "certs", projected: { sources: [{ secret: { name: secret } }] } },
      ],
      containers: [
        {
          name: "oap",
          envFrom: [{ configMapRef: { name: configMap } }],
          env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: secret, key: "token" } } }],
        },
      ],
    },
  );
  deployment.metadata.annotations = own;
  deployment.spec.template.metadata.annotations = ofPods;
  return deployment;
}

const PLAIN = [named("ConfigMap", "oap"), named("Secret", "oap"), named("Secret", "pull")];
const [CONFIG_MAP, SECRET] = [
  "Deployment oap: volume settings uses ConfigMap oap, which keeps its name when its content changes, and no annotation of the pods changes with it",
  "Deployment oap: volume certs uses Secret oap, which keeps its name when its content changes, and no annotation of the pods changes with it",
];

test("finds each object once, whatever it is used for, but not what the kubelet pulls images with", () => {
  expect(findingsIn(configurationReachesPods, [oap(["oap", "oap"]), ...PLAIN])).toEqual([
    CONFIG_MAP,
    SECRET,
  ]);
});

test("an annotation of the pods that changes, or one that a controller reads, is enough", () => {
  const found = (own: object, ofPods: object) =>
    findingsIn(configurationReachesPods, [oap(["oap", "oap"], own, ofPods), ...PLAIN]);
  expect(found({}, { "checksum/config": "9f86d081" })).toEqual([]);
  expect(found({ "reloader.stakater.com/auto": "true" }, {})).toEqual([]);
  expect(found({ "wave.pusher.com/update-on-config-change": "true" }, {})).toEqual([]);
  // An annotation of the Deployment itself makes no new pods.
  expect(found({ "checksum/config": "9f86d081" }, {})).toEqual([CONFIG_MAP, SECRET]);
});

test.each([
  ["of kustomize", named("ConfigMap", "oap-g4t9c7tm2k")],
  ["with a digest", named("ConfigMap", "oap-9f86d081")],
  ["that may not change", named("ConfigMap", "oap", { immutable: true })],
  [
    "of Pulumi",
    {
      ...named("ConfigMap", "oap"),
      metadata: {
        name: "oap",
        namespace: "tracing",
        annotations: { "pulumi.com/autonamed": "true" },
      },
    },
  ],
])("the name %s is that of one content", (_, configMap) => {
  const objects = [oap([configMap.metadata.name, "elsewhere"]), configMap];
  expect(findingsIn(configurationReachesPods, objects)).toEqual([]);
});

test.each(["oap-accelerate", "oap-12345", "oap-deadbeef"])("%s tells no content", (name) => {
  const objects = [oap([name, "elsewhere"]), named("ConfigMap", name)];
  expect(findingsIn(configurationReachesPods, objects)).toEqual([
    `Deployment oap: volume settings uses ConfigMap ${name}, which keeps its name when its content changes, and no annotation of the pods changes with it`,
  ]);
});

test("what is named anew without a sign of it can be listed", () => {
  const objects = [oap(["oap", "oap"]), ...PLAIN];
  const settings = { renamed: ["Config* oap"] };
  expect(findingsIn(configurationReachesPods, objects, settings)).toEqual([SECRET]);
});

test("pods that end take what is there when they start", () => {
  const { spec } = oap(["oap", "oap"]);
  const job = { apiVersion: "batch/v1", ...named("Job", "oap", { spec }) };
  expect(findingsIn(configurationReachesPods, [job, ...PLAIN])).toEqual([]);
});
