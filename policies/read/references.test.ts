import { expect, test } from "vitest";
import { podWith } from "../examples";
import { type Manifest, podsOf } from "../objects";
import { objectOf, stackOf } from "../stack";
import { keysOf, referencesOf } from "./references";

const SPEC = {
  volumes: [
    { name: "certs", secret: { secretName: "tls", items: [{ key: "tls.crt" }] } },
    { name: "extra", configMap: { name: "extra", optional: true } },
    { name: "data", persistentVolumeClaim: { claimName: "data" } },
    {
      name: "all",
      projected: { sources: [{ secret: { name: "one" } }, { configMap: { name: "two" } }] },
    },
  ],
  containers: [
    {
      name: "oap",
      env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "token", key: "token" } } }],
      envFrom: [{ configMapRef: { name: "settings" } }],
    },
  ],
  imagePullSecrets: [{ name: "pull" }],
};

test("finds everything that a pod refers to, but what may be missing", () => {
  const [pod] = podsOf(objectOf(podWith(SPEC)));
  const found = referencesOf(pod!).map(
    ({ where, kind, name, keys }) => `${where}: ${kind} ${name} ${keys.join()}`,
  );
  expect(found).toEqual([
    "volume certs: Secret tls tls.crt",
    "volume data: PersistentVolumeClaim data ",
    "volume all: Secret one ",
    "volume all: ConfigMap two ",
    "container oap, TOKEN: Secret token token",
    "container oap: ConfigMap settings ",
    "imagePullSecrets: Secret pull ",
  ]);
});

/** Keys of Secret `one` next to another object. */
function keysNextTo(other: Manifest) {
  const objects = [podWith({}), other].map((manifest: Manifest) => objectOf(manifest));
  return keysOf(
    { where: "", kind: "Secret", name: "one", keys: [] },
    objects[0]!,
    stackOf(objects),
  );
}

test.each([
  ["v1", "Secret", { data: { a: "" }, stringData: { b: "" } }, ["a", "b"]],
  [
    "cert-manager.io/v1",
    "Certificate",
    { spec: { secretName: "one", keystores: { pkcs12: { create: true } } } },
    ["tls.crt", "tls.key", "ca.crt", "keystore.p12", "truststore.p12"],
  ],
  ["external-secrets.io/v1", "ExternalSecret", { spec: { target: { name: "one" } } }, "any"],
  ["v1", "ConfigMap", { data: { a: "" } }, undefined],
])("knows the keys of a Secret from %s %s", (...[apiVersion, kind, fields, keys]) => {
  const metadata = { name: "one", namespace: "tracing" };
  expect(keysNextTo({ apiVersion, kind, metadata, ...fields })).toEqual(keys);
});
