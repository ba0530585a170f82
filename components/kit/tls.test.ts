import { expect, test } from "vitest";
import { valueOf } from "./testing";
import { caBundleOf, caVolume, certificateObject, injectedCa, secretOf } from "./tls";

test("a certificate lives for 90 days, is renewed a month before, and has a new key each time", () => {
  const issuer = { name: "internal", kind: "ClusterIssuer" } as const;
  const metadata = { name: "oap", namespace: "tracing", labels: { app: "oap" } };
  expect(certificateObject(metadata, issuer, ["oap.tracing.svc"])).toEqual({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata,
    spec: {
      secretName: "oap-tls",
      issuerRef: { name: "internal", kind: "ClusterIssuer", group: "cert-manager.io" },
      dnsNames: ["oap.tracing.svc"],
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { algorithm: "RSA", encoding: "PKCS8", size: 2048, rotationPolicy: "Always" },
      usages: ["server auth", "client auth"],
    },
  });
});

test("the Secret of a certificate is the given one, or that of the object", () => {
  const issuer = { name: "internal", kind: "Issuer" } as const;
  expect(secretOf({ kind: "certManager", issuer }, "oap")).toBe("oap-tls");
  expect(secretOf({ kind: "secret", name: "given" }, "oap")).toBe("given");
});

test.each([
  [
    { kind: "secret", name: "es-ca", key: "tls.crt" } as const,
    { name: "ca", secret: { secretName: "es-ca", items: [{ key: "tls.crt", path: "ca.crt" }] } },
  ],
  [
    { kind: "configMap", name: "corp", key: "bundle.pem" } as const,
    { name: "ca", configMap: { name: "corp", items: [{ key: "bundle.pem", path: "ca.crt" }] } },
  ],
])("a CA bundle from a $kind is mounted as ca.crt", (bundle, volume) => {
  expect(caVolume("ca", bundle)).toEqual(volume);
});

test("a CA that is given is told to the API server; one of cert-manager is written by it", async () => {
  const issuer = { name: "internal", kind: "ClusterIssuer" } as const;
  const own = { name: "hook", namespace: "tracing" };
  const given = { kind: "secret", name: "tls", ca: "PEM" } as const;
  expect(injectedCa(given, own)).toEqual({});
  const { caBundle } = caBundleOf(given);
  expect(caBundle && (await valueOf(caBundle))).toBe("UEVN");
  const kept = { kind: "certManager", issuer } as const;
  expect(caBundleOf(kept)).toEqual({});
  const { annotations } = injectedCa(kept, own);
  const from = annotations?.["cert-manager.io/inject-ca-from"];
  expect(from && (await valueOf(from))).toBe("tracing/hook");
});
