import { expect, test } from "vitest";
import { endpointAt } from "../kit/endpoint";
import { only, render } from "../kit/testing";
import { Oap, type OapArgs } from "../oap";

const ARGS: OapArgs = {
  namespace: "uat",
  version: "10.4.0",
  storage: { kind: "elasticsearch", connection: { endpoint: endpointAt("es", 9200, "http") } },
};
const MADE = { kind: "certManager", issuer: { name: "ca", kind: "ClusterIssuer" } } as const;
const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";

test("cert-manager makes the certificates, with the names of the Services, where pods look", async () => {
  const rendered = await render(
    () =>
      new Oap("oap", {
        ...ARGS,
        grpc: { tls: MADE },
        mtls: { certificate: MADE, clientCa: { kind: "configMap", name: "agents", key: "ca.pem" } },
      }),
  );
  for (const part of ["grpc", "receiver"]) {
    const { metadata, spec } = only(rendered, CERTIFICATE, `oap-${part}`).inputs;
    expect([metadata.name, metadata.namespace]).toEqual([`oap-${part}`, "uat"]);
    expect(spec).toMatchObject({
      secretName: `oap-${part}-tls`,
      issuerRef: { name: "ca", kind: "ClusterIssuer" },
      dnsNames: [
        "oap.uat.svc",
        "oap.uat.svc.cluster.local",
        "oap-members.uat.svc",
        "oap-members.uat.svc.cluster.local",
      ],
    });
  }
  const { spec } = only(rendered, "kubernetes:apps/v1:Deployment").inputs.spec.template;
  expect(spec.volumes.slice(1)).toEqual([
    { name: "grpc-certificate", secret: { secretName: "oap-grpc-tls" } },
    { name: "receiver-certificate", secret: { secretName: "oap-receiver-tls" } },
    {
      name: "client-ca",
      configMap: { name: "agents", items: [{ key: "ca.pem", path: "ca.crt" }] },
    },
  ]);
  expect(spec.containers[0].volumeMounts.slice(1)).toEqual([
    { name: "grpc-certificate", mountPath: "/certs/grpc", readOnly: true },
    { name: "receiver-certificate", mountPath: "/certs/receiver", readOnly: true },
    { name: "client-ca", mountPath: "/ca/clients", readOnly: true },
  ]);
  const job = only(rendered, "kubernetes:batch/v1:Job").inputs.spec.template.spec;
  expect(job.volumes.map((v: any) => v.name)).toEqual(["tmp"]);
});

test("a certificate that someone else keeps is only mounted", async () => {
  const rendered = await render(
    () => new Oap("oap", { ...ARGS, grpc: { tls: { kind: "secret", name: "own" } } }),
  );
  expect(rendered.filter((r) => r.type === CERTIFICATE)).toEqual([]);
  const { volumes } = only(rendered, "kubernetes:apps/v1:Deployment").inputs.spec.template.spec;
  expect(volumes[1]).toEqual({ name: "grpc-certificate", secret: { secretName: "own" } });
});
