import { describe, expect, test } from "vitest";
import { type Endpoint, endpointAt } from "../kit/endpoint";
import { only, render, type Rendered } from "../kit/testing";
import { Oap, type OapArgs } from "../oap";

const inCluster = (name: string, port: number, speaks: Endpoint["speaks"]): Endpoint => {
  const endpoint = endpointAt(`${name}.db.svc`, port, speaks);
  const selector = { "app.kubernetes.io/instance": name };
  return {
    ...endpoint,
    pods: { namespace: endpointAt("db", 1, "tcp").host, selector, port },
    admits: { [`kube-tracing.io/client-of-${name}`]: "true" },
  };
};

const ARGS: OapArgs = {
  namespace: "uat",
  version: "10.4.0",
  storage: { kind: "elasticsearch", connection: { endpoint: inCluster("es", 9200, "http") } },
};
const THREE: OapArgs["topology"] = { kind: "mixed", scale: { kind: "fixed", replicas: 3 } };
const make = (args: Partial<OapArgs>) => render(() => new Oap("oap", { ...ARGS, ...args }));
const policyOf = (rendered: readonly Rendered[], name = "oap") =>
  only(rendered, "kubernetes:networking.k8s.io/v1:NetworkPolicy", name).inputs.spec;
const serviceOf = (rendered: readonly Rendered[], name: string) =>
  only(rendered, "kubernetes:core/v1:Service", name).inputs.spec;

/** Rules as `who: ports`. */
const rules = (list: any[]) =>
  list.map((rule) => {
    const peers = (rule.from ?? rule.to).map((peer: any) =>
      [
        peer.ipBlock?.cidr,
        JSON.stringify(peer.namespaceSelector?.matchLabels ?? peer.namespaceSelector),
        JSON.stringify(peer.podSelector?.matchLabels ?? peer.podSelector),
      ]
        .filter((part) => part !== undefined)
        .join(" "),
    );
    return `${peers.join(" | ")}: ${rule.ports.map((p: any) => p.port).join(" ")}`;
  });

const ITSELF = '{"app.kubernetes.io/instance":"oap"}: 11800';
const CLIENTS = '{"kube-tracing.io/client-of-oap":"true"}:';
const DNS = '{"kubernetes.io/metadata.name":"kube-system"} {"k8s-app":"kube-dns"}: 53 53';
const STORAGE = '{"kubernetes.io/metadata.name":"db"} {"app.kubernetes.io/instance":"es"}: 9200';
const API = "0.0.0.0/0: 443 6443";

describe("policies open exactly the flows", () => {
  test("one pod: clients in; names and storage out", async () => {
    const rendered = await make({});
    const { ingress, egress } = policyOf(rendered);
    expect(rules(ingress)).toEqual([`${CLIENTS} 11800 12800 1234`]);
    expect(rules(egress)).toEqual([DNS, STORAGE]);
  });

  test("the init Job: nobody in; names and storage out", async () => {
    const { ingress, egress } = policyOf(await make({ topology: THREE }), "oap-init");
    expect(ingress).toEqual([]);
    expect(rules(egress)).toEqual([DNS, STORAGE]);
  });

  test("three pods reach each other and the Kubernetes API", async () => {
    const { ingress, egress } = policyOf(await make({ topology: THREE }));
    expect(rules(ingress)).toEqual([ITSELF, `${CLIENTS} 11800 12800 1234`]);
    expect(rules(egress)).toEqual([DNS, ITSELF, STORAGE, API]);
  });

  test("one pod that looks for others reaches the one that replaces it", async () => {
    const { ingress, egress } = policyOf(await make({ coordinator: { kind: "kubernetes" } }));
    expect(rules(ingress)).toEqual([ITSELF, `${CLIENTS} 11800 12800 1234`]);
    expect(rules(egress)).toEqual([DNS, ITSELF, STORAGE, API]);
  });

  test("callers send, readers ask, scrapers measure", async () => {
    const { ingress } = policyOf(
      await make({
        features: ["zipkin", "promql", "firehose"],
        callers: [{ kind: "namespaces", labels: { team: "shop" } }],
        readers: [{ kind: "namespace" }],
        scrapers: [{ kind: "cidrs", cidrs: ["10.1.0.0/16"] }],
      }),
    );
    expect(rules(ingress)).toEqual([
      `${CLIENTS} 11800 9411 12801 12800 9412 9090 1234`,
      '{"team":"shop"}: 11800 9411 12801',
      "{}: 12800 9412 9090",
      "10.1.0.0/16: 1234",
    ]);
  });

  test("with mTLS agents come to 11801, and 11800 is for the pods alone", async () => {
    const { ingress } = policyOf(
      await make({
        topology: THREE,
        mtls: {
          certificate: { kind: "secret", name: "tls" },
          clientCa: { kind: "secret", name: "agents", key: "ca.crt" },
        },
        callers: [{ kind: "cluster" }],
      }),
    );
    expect(rules(ingress)).toEqual([ITSELF, `${CLIENTS} 11801 12800 1234`, "{}: 11801"]);
  });

  test("Consul may call the pods back", async () => {
    const coordinator = { kind: "consul", server: inCluster("consul", 8500, "http") } as const;
    const { ingress, egress } = policyOf(await make({ topology: THREE, coordinator }));
    const consul = '{"kubernetes.io/metadata.name":"db"} {"app.kubernetes.io/instance":"consul"}:';
    expect(rules(ingress)).toEqual([ITSELF, `${CLIENTS} 11800 12800 1234`, `${consul} 11800`]);
    expect(rules(egress)).toEqual([DNS, ITSELF, STORAGE, `${consul} 8500`]);
  });

  test("Nacos is reached on its second port too", async () => {
    const coordinator = { kind: "nacos", server: inCluster("nacos", 8848, "http") } as const;
    const { egress } = policyOf(await make({ topology: THREE, coordinator }));
    const nacos = '{"kubernetes.io/metadata.name":"db"} {"app.kubernetes.io/instance":"nacos"}:';
    expect(rules(egress)).toEqual([DNS, ITSELF, STORAGE, `${nacos} 8848`, `${nacos} 9848`]);
  });

  test("hooks open https, and what else is named", async () => {
    const { egress } = policyOf(
      await make({
        alarms: {
          rules: {},
          hooks: {
            chat: { kind: "webhook", urls: ["https://chat.example.com"] },
            bus: { kind: "grpc", target: inCluster("bus", 9000, "grpc") },
          },
        },
        reaches: [endpointAt("kafka.example.com", 9092, "tcp")],
      }),
    );
    expect(rules(egress)).toEqual([
      DNS,
      STORAGE,
      "0.0.0.0/0: 9092",
      '{"kubernetes.io/metadata.name":"db"} {"app.kubernetes.io/instance":"bus"}: 9000',
      "0.0.0.0/0: 443",
    ]);
  });

  test("a load balancer lets its networks in to the port of agents", async () => {
    const exposure = { kind: "loadBalancer", sourceRanges: ["203.0.113.0/24"] } as const;
    expect(rules(policyOf(await make({ exposure })).ingress)).toEqual([
      `${CLIENTS} 11800 12800 1234`,
      "203.0.113.0/24: 11800",
    ]);
  });
});

describe("Services", () => {
  const names = ["oap", "oap-members", "oap-telemetry", "oap-external"];

  test("every port leads to one that the pods open and a policy knows", async () => {
    const rendered = await make({
      features: ["zipkin", "promql", "logql", "traceql", "firehose"],
      mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: { kind: "none" } },
      exposure: { kind: "loadBalancer", sourceRanges: ["203.0.113.0/24"] },
    });
    const { containers } = only(rendered, "kubernetes:apps/v1:Deployment").inputs.spec.template
      .spec;
    const open = containers[0].ports.map((p: any) => p.name);
    const led = names.flatMap((name) => serviceOf(rendered, name).ports);
    for (const port of led) expect(open).toContain(port.targetPort);
    expect(new Set(led.map((p: any) => p.targetPort))).toEqual(new Set(open));
  });

  test("nobody opens a feature that is not asked for", async () => {
    const rendered = await make({});
    expect(serviceOf(rendered, "oap").ports.map((p: any) => `${p.name} ${p.port}`)).toEqual([
      "grpc 11800",
      "rest 12800",
    ]);
    const { containers } = only(rendered, "kubernetes:apps/v1:Deployment").inputs.spec.template
      .spec;
    expect(containers[0].ports).toEqual([
      { name: "grpc", containerPort: 11800 },
      { name: "rest", containerPort: 12800 },
      { name: "metrics", containerPort: 1234 },
    ]);
  });

  test("two have no address of their own, and none is outside", async () => {
    const rendered = await make({});
    expect(serviceOf(rendered, "oap-members")).toMatchObject({ clusterIP: "None" });
    expect(serviceOf(rendered, "oap-telemetry")).toMatchObject({ clusterIP: "None" });
    expect(rendered.filter((r) => r.type === "kubernetes:core/v1:Service")).toHaveLength(3);
  });

  test("node ports, with the port of old agents leading to today's", async () => {
    const rendered = await make({
      exposure: { kind: "nodePort", grpc: 31182, rest: 31183, naming: 31181 },
      callers: [{ kind: "cluster" }],
      readers: [{ kind: "cluster" }],
    });
    const { type, ports } = serviceOf(rendered, "oap-external");
    expect(type).toBe("NodePort");
    expect(ports).toEqual([
      { name: "grpc", port: 11800, targetPort: "grpc", appProtocol: "grpc", nodePort: 31182 },
      { name: "rest", port: 12800, targetPort: "rest", appProtocol: "http", nodePort: 31183 },
      {
        name: "grpc-naming",
        port: 10800,
        targetPort: "grpc",
        appProtocol: "grpc",
        nodePort: 31181,
      },
    ]);
    expect(serviceOf(rendered, "oap")).not.toHaveProperty("type");
  });

  test("a load balancer has the port of agents alone", async () => {
    const rendered = await make({
      mtls: { certificate: { kind: "secret", name: "tls" }, clientCa: { kind: "none" } },
      exposure: {
        kind: "loadBalancer",
        sourceRanges: ["203.0.113.0/24"],
        annotations: { "example.com/internal": "true" },
      },
    });
    expect(serviceOf(rendered, "oap-external")).toEqual({
      selector: serviceOf(rendered, "oap").selector,
      type: "LoadBalancer",
      loadBalancerSourceRanges: ["203.0.113.0/24"],
      externalTrafficPolicy: "Local",
      ports: [
        {
          name: "grpc-receiver",
          port: 11801,
          targetPort: "grpc-receiver",
          appProtocol: "grpc",
        },
      ],
    });
    expect(
      only(rendered, "kubernetes:core/v1:Service", "oap-external").inputs.metadata.annotations,
    ).toEqual({ "example.com/internal": "true" });
  });
});
