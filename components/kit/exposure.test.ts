import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import {
  type Exposure,
  exposedService,
  exposureCallers,
  exposureChecks,
  httpRoute,
  ingress,
  publicUrl,
} from "./exposure";
import type { Callers } from "./network";
import { refuse } from "./refusal";

const everyone: Callers[] = [{ kind: "cluster" }];
const gateway = { name: "public", namespace: "edge" };
const kinds = {
  clusterIP: { kind: "clusterIP" },
  nodePort: { kind: "nodePort", nodePort: 31180 },
  loadBalancer: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] },
  ingress: { kind: "ingress", host: "ui.example.com", className: "nginx" },
  gateway: { kind: "gateway", host: "ui.example.com", gateway },
} as const satisfies Record<string, Exposure>;

const page = { name: "http", port: 8080, targetPort: "http", appProtocol: "http" };

test.each([
  [kinds.clusterIP, { type: "ClusterIP", ports: [page] }],
  [kinds.nodePort, { type: "NodePort", ports: [{ ...page, nodePort: 31180 }] }],
  [
    kinds.loadBalancer,
    {
      type: "LoadBalancer",
      loadBalancerSourceRanges: ["10.0.0.0/8"],
      externalTrafficPolicy: "Local",
      ports: [page],
    },
  ],
  [kinds.ingress, { type: "ClusterIP", ports: [page] }],
  [kinds.gateway, { type: "ClusterIP", ports: [page] }],
])("$kind makes a Service of its own type", (exposure, spec) => {
  expect(exposedService(exposure, { http: 8080 })).toEqual(spec);
});

test.each([
  [kinds.clusterIP, undefined],
  [kinds.nodePort, undefined],
  [kinds.loadBalancer, undefined],
  [kinds.ingress, "http://ui.example.com"],
  [{ ...kinds.ingress, tlsSecret: "ui-tls" }, "https://ui.example.com"],
  [kinds.gateway, "https://ui.example.com"],
  [{ ...kinds.gateway, scheme: "http" } as const, "http://ui.example.com"],
])("%j has the address %s", (exposure, url) => {
  expect(publicUrl(exposure)).toBe(url);
});

test("a load balancer brings its own callers, the others do not", () => {
  expect(exposureCallers(kinds.loadBalancer)).toEqual([{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }]);
  for (const exposure of [kinds.clusterIP, kinds.nodePort, kinds.ingress, kinds.gateway])
    expect(exposureCallers(exposure)).toEqual([]);
});

describe("checks", () => {
  const check = (exposure: Exposure, callers: readonly Callers[]) => () => {
    refuse("Ui", exposureChecks(exposure, callers));
  };
  const controller =
    'who may open the page, such as [{ kind: "namespaces", labels: {…} }], where the controller runs';
  const networks =
    'who may open the page, such as [{ kind: "cidrs", cidrs: […] }], the networks of the nodes and users';
  const host = "a host name such as tracing.example.com, without scheme and port";
  const ports = "a port from 30000 to 32767";

  test.each(Object.values(kinds))("accept $kind", (exposure) => {
    expect(check(exposure, everyone)).not.toThrow();
  });

  test("accept what needs no callers without any", () => {
    expect(check(kinds.clusterIP, [])).not.toThrow();
    expect(check(kinds.loadBalancer, [])).not.toThrow();
  });

  test.each([
    [
      { ...kinds.nodePort, nodePort: 29999 },
      everyone,
      `exposure.nodePort is 29999; give ${ports}.`,
    ],
    [
      { ...kinds.nodePort, nodePort: 32768 },
      everyone,
      `exposure.nodePort is 32768; give ${ports}.`,
    ],
    [
      { ...kinds.nodePort, nodePort: Number.NaN },
      everyone,
      `exposure.nodePort is NaN; give ${ports}.`,
    ],
    [kinds.nodePort, [], `callers is []; give ${networks}.`],
    [
      { ...kinds.loadBalancer, sourceRanges: [] },
      everyone,
      'exposure.sourceRanges is []; give the networks that may open it, such as ["10.0.0.0/8"].',
    ],
    [kinds.ingress, [], `callers is []; give ${controller}.`],
    [kinds.gateway, [], `callers is []; give ${controller}.`],
    [
      { ...kinds.ingress, host: "https://ui.example.com" },
      everyone,
      `exposure.host is "https://ui.example.com"; give ${host}.`,
    ],
    [{ ...kinds.gateway, host: "" }, everyone, `exposure.host is ""; give ${host}.`],
  ])("refuse %j for %j", (exposure, callers, message) => {
    expect(check(exposure, callers)).toThrow(new pulumi.RunError(`Ui: ${message}`));
  });
});

describe("objects", () => {
  const metadata = { name: "ui", namespace: "tracing", labels: { a: "b" } };
  const backend = { name: "ui", port: 8080 };

  test("an Ingress sends everything at the host to the page, and is not waited for", () => {
    expect(ingress(kinds.ingress, metadata, backend)).toEqual({
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        ingressClassName: "nginx",
        rules: [
          {
            host: "ui.example.com",
            http: {
              paths: [
                {
                  path: "/",
                  pathType: "Prefix",
                  backend: { service: { name: "ui", port: { number: 8080 } } },
                },
              ],
            },
          },
        ],
      },
    });
  });

  test("an Ingress ends TLS with a Secret, and carries what its controller reads", () => {
    const annotations = { "nginx.ingress.kubernetes.io/ssl-redirect": "true" };
    const made = ingress({ ...kinds.ingress, tlsSecret: "ui-tls", annotations }, metadata, backend);
    expect(made.spec.tls).toEqual([{ hosts: ["ui.example.com"], secretName: "ui-tls" }]);
    expect(made.metadata.annotations).toEqual({ "pulumi.com/skipAwait": "true", ...annotations });
  });

  test("an HTTPRoute sends everything at the host of a Gateway to the page", () => {
    const spec = {
      parentRefs: [gateway],
      hostnames: ["ui.example.com"],
      rules: [{ backendRefs: [backend] }],
    };
    expect(httpRoute(kinds.gateway, metadata, backend)).toEqual({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata,
      spec,
    });
    const section = { ...kinds.gateway, gateway: { ...gateway, section: "https" } };
    expect(httpRoute(section, metadata, backend).spec.parentRefs).toEqual([
      { ...gateway, sectionName: "https" },
    ]);
  });
});
