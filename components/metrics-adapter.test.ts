import { describe, expect, test } from "vitest";
import { endpointAt } from "./kit/endpoint";
import { only, render } from "./kit/testing";
import { MetricsAdapter, type MetricsAdapterArgs } from "./metrics-adapter";

const API = "kubernetes:apiregistration.k8s.io/v1:APIService";
const ARGS: MetricsAdapterArgs = {
  namespace: "tracing",
  version: "0.10.0",
  oap: { rest: endpointAt("oap.tracing.svc", 12800, "http"), timeZone: "Asia/Shanghai" },
  certificate: { kind: "certManager", issuer: { name: "ca", kind: "ClusterIssuer" } },
};
const make = (args: Partial<MetricsAdapterArgs> = {}) =>
  render(() => new MetricsAdapter("metrics", { ...ARGS, ...args }));

test("two pods ask OAP, by the clock of OAP", async () => {
  const { spec } = only(await make(), "kubernetes:apps/v1:Deployment").inputs;
  const [container] = spec.template.spec.containers;
  expect(spec.replicas).toBe(2);
  expect(container.image).toBe("docker.io/apache/skywalking-swck:0.10.0");
  expect([...container.command, ...container.args]).toEqual([
    "/adapter",
    "--secure-port=6443",
    "--tls-cert-file=/certs/tls.crt",
    "--tls-private-key-file=/certs/tls.key",
    "--oap-addr=http://oap.tracing.svc:12800/graphql",
    "--namespace=skywalking.apache.org",
    "--refresh-interval=10s",
    "--profiling=false",
  ]);
  expect(container.env).toEqual([{ name: "TZ", value: "Asia/Shanghai" }]);
  expect(container.readinessProbe).toEqual({
    httpGet: { path: "/readyz", port: "https", scheme: "HTTPS" },
    timeoutSeconds: 3,
    periodSeconds: 5,
    failureThreshold: 3,
  });
  expect(spec.template.spec.volumes).toEqual([
    { name: "certificate", secret: { secretName: "metrics-tls" } },
  ]);
});

test("the API leads to them, and trusts them by the CA that cert-manager writes there", async () => {
  const rendered = await make();
  const { metadata, spec } = only(rendered, API).inputs;
  expect(metadata.name).toBe("v1beta1.external.metrics.k8s.io");
  expect(metadata.annotations).toEqual({ "cert-manager.io/inject-ca-from": "tracing/metrics" });
  expect(spec).toEqual({
    group: "external.metrics.k8s.io",
    version: "v1beta1",
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: "metrics", namespace: "tracing", port: 443 },
  });
  const certificate = only(rendered, "kubernetes:cert-manager.io/v1:Certificate").inputs;
  expect([certificate.metadata.name, certificate.spec.secretName]).toEqual([
    "metrics",
    "metrics-tls",
  ]);
  expect(certificate.spec.dnsNames).toEqual(["metrics.tracing.svc"]);
});

test("a certificate that someone else keeps comes with its CA", async () => {
  const certificate = { kind: "secret", name: "own-tls", ca: "PEM" } as const;
  const rendered = await make({ certificate });
  const { metadata, spec } = only(rendered, API).inputs;
  expect(metadata.annotations).toBeUndefined();
  expect(spec.caBundle).toBe(Buffer.from("PEM").toString("base64"));
  expect(rendered.filter(({ type }) => type.includes("cert-manager"))).toEqual([]);
});

test("it may ask who calls and what they may, and nothing else", async () => {
  const rendered = await make();
  const grants = rendered
    .filter(({ type }) => type.includes("rbac.authorization"))
    .map(({ inputs: { kind, metadata, roleRef, subjects } }) => [
      `${kind} ${metadata.namespace ?? "-"}/${metadata.name}`,
      `${roleRef.kind} ${roleRef.name}`,
      subjects,
    ]);
  const subjects = [{ kind: "ServiceAccount", name: "metrics", namespace: "tracing" }];
  expect(grants).toEqual([
    ["ClusterRoleBinding -/tracing-metrics", "ClusterRole system:auth-delegator", subjects],
    [
      "RoleBinding kube-system/tracing-metrics",
      "Role extension-apiserver-authentication-reader",
      subjects,
    ],
  ]);
});

test("the API server gets in; names, OAP and the API server are what it reaches", async () => {
  const { ingress, egress } = only(await make(), "kubernetes:networking.k8s.io/v1:NetworkPolicy")
    .inputs.spec;
  const anyone = [{ ipBlock: { cidr: "0.0.0.0/0" } }];
  expect(ingress).toEqual([{ from: anyone, ports: [{ protocol: "TCP", port: 6443 }] }]);
  expect(egress.slice(1).map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([
    [12800],
    [443, 6443],
  ]);
});

describe("what cannot work is refused", () => {
  test.each<[Partial<MetricsAdapterArgs>, string]>([
    [{ replicas: 1 }, "replicas is 1; give a whole number, 2 or more."],
    [
      { version: "0.9.0" },
      'version is "0.9.0"; give 0.10.0 or later: earlier images have other tags.',
    ],
    [
      { oap: { rest: endpointAt("oap", 12800, "https"), timeZone: "UTC" } },
      'oap.rest is "one that speaks https"; ' +
        "give one that speaks http: the adapter trusts no CA but public ones.",
    ],
    [{ prefix: "a|b" }, 'prefix is "a|b"; give small letters, digits, dots and -.'],
    [{ refreshSeconds: 0 }, "refreshSeconds is 0; give a whole number of seconds, 1 or more."],
  ])("%j", async (args, problem) => {
    const message = `MetricsAdapter "metrics": ${problem}`;
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
