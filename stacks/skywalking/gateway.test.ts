import { describe, expect, test } from "vitest";
import { endpointAt } from "../../components/kit/endpoint";
import { only, render, type Rendered, valueOf } from "../../components/kit/testing";
import { SkyWalking, type SkyWalkingArgs } from "../skywalking";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const SERVICE = "kubernetes:core/v1:Service";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

const agents = [{ kind: "namespaces", labels: { agents: "true" } }] as const;
const nodes = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }] as const;
const NODE_PORTS = { kind: "nodePort", grpc: 31182, rest: 31183, naming: 31181 } as const;

async function make(args: Partial<SkyWalkingArgs>) {
  let stack: SkyWalking;
  const rendered = await render(() => {
    stack = new SkyWalking("sw", {
      namespace: "tracing",
      version: "10.4.0",
      storage: {
        kind: "elasticsearch",
        server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "https") },
      },
      ...args,
    });
  });
  return { stack: stack!, rendered };
}

const gateway = (special: object = {}) => ({ gateway: { version: "1.30.6", ...special } });
const confIn = (rendered: readonly Rendered[]): string =>
  only(rendered, CONFIG_MAP, "sw-gateway").inputs.data["nginx.conf"];
const listens = (rendered: readonly Rendered[]) => confIn(rendered).match(/listen \d+/g);

test("without it agents call OAP itself", async () => {
  const { stack, rendered } = await make({});
  expect(rendered.filter(({ name }) => name.includes("gateway"))).toEqual([]);
  expect(await valueOf(stack.grpc.address)).toBe("sw-oap.tracing.svc:11800");
});

test("agents call the gateway, which calls every OAP", async () => {
  const { stack, rendered } = await make(gateway({ callers: agents }));
  expect(await valueOf(stack.addresses)).toMatchObject({
    "skywalking grpc": "sw-gateway.tracing.svc:11800",
    "skywalking rest": "http://sw-oap.tracing.svc:12800",
  });
  expect(listens(rendered)).toEqual(["listen 11800", "listen 8081"]);
  expect(confIn(rendered)).toContain(
    "server sw-oap-members.tracing.svc.cluster.local:11800 resolve max_fails=0;",
  );
  const { metadata } = only(rendered, DEPLOYMENT, "sw-gateway").inputs.spec.template;
  expect(metadata.labels["kube-tracing.io/client-of-sw-oap"]).toBe("true");
  const { ingress, egress } = only(rendered, POLICY, "sw-gateway").inputs.spec;
  expect(ingress.slice(1)).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { agents: "true" } } }],
      ports: [{ protocol: "TCP", port: 11800 }],
    },
  ]);
  expect(egress.slice(1).map(({ ports }: any) => ports[0].port)).toEqual([11800]);
});

test("who asks does so by the gateway, where somebody may", async () => {
  const { stack, rendered } = await make(gateway({ readers: nodes }));
  expect(await valueOf(stack.rest.address)).toBe("sw-gateway.tracing.svc:12800");
  expect(listens(rendered)).toEqual(["listen 11800", "listen 12800", "listen 8081"]);
  expect(confIn(rendered)).toContain(
    "server sw-oap.tracing.svc.cluster.local:12800 resolve max_fails=0;",
  );
});

test("node ports lead to gRPC, to REST, and from the old naming port to gRPC", async () => {
  const { rendered } = await make(
    gateway({ exposure: NODE_PORTS, callers: nodes, readers: nodes }),
  );
  const { ports } = only(rendered, SERVICE, "sw-gateway-external").inputs.spec;
  expect(ports.map(({ port, nodePort, targetPort }: any) => [port, nodePort, targetPort])).toEqual([
    [11800, 31182, "grpc"],
    [10800, 31181, "naming"],
    [12800, 31183, "rest"],
  ]);
  expect(rendered.map(({ name }) => name)).not.toContain("sw-oap-external");
});

test("OTLP has a port of its own, with the patience of calls with one answer", async () => {
  const exposure = { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] } as const;
  const { rendered } = await make(gateway({ otlp: "on", exposure, callers: agents }));
  expect(listens(rendered)).toEqual(["listen 11800", "listen 4317", "listen 8081"]);
  expect(confIn(rendered).match(/grpc_read_timeout \d+s/g)).toEqual([
    "grpc_read_timeout 3600s",
    "grpc_read_timeout 30s",
  ]);
  const { ports } = only(rendered, SERVICE, "sw-gateway-external").inputs.spec;
  expect(ports.map(({ name }: any) => name)).toEqual(["grpc", "otlp"]);
});

describe("an OAP behind TLS", () => {
  const issuer = { name: "internal", kind: "Issuer" } as const;
  const certificate = { kind: "certManager", issuer } as const;
  const trusted = async (oap: SkyWalkingArgs["oap"], special: object = {}) => {
    const { rendered } = await make({ ...(oap && { oap }), ...gateway(special) });
    const { volumes } = only(rendered, DEPLOYMENT, "sw-gateway").inputs.spec.template.spec;
    return {
      sources: volumes[0].projected.sources.slice(1),
      passes: confIn(rendered).match(/server \S+11\d+|grpc_ssl_name \S+|grpc_pass \S+/g),
    };
  };

  test("is verified by the certificate of the port for agents", async () => {
    expect(await trusted({ mtls: { certificate, clientCa: { kind: "none" } } })).toEqual({
      sources: [
        {
          secret: {
            name: "sw-oap-receiver-tls",
            items: [{ key: "ca.crt", path: "grpc/ca.crt" }],
          },
        },
      ],
      passes: [
        "server sw-oap-members.tracing.svc.cluster.local:11801",
        "grpc_ssl_name sw-oap-members.tracing.svc;",
        "grpc_pass grpcs://grpc;",
      ],
    });
  });

  test("is verified by the certificate of its only port", async () => {
    const { sources } = await trusted({ grpc: { tls: { kind: "secret", name: "oap-tls" } } });
    expect(sources).toEqual([
      { secret: { name: "oap-tls", items: [{ key: "ca.crt", path: "grpc/ca.crt" }] } },
    ]);
  });

  test("that asks for a certificate is shown one", async () => {
    const clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" } as const;
    const { sources } = await trusted(
      { mtls: { certificate, clientCa } },
      { identity: "gateway-identity" },
    );
    expect(sources[1]).toEqual({
      secret: {
        name: "gateway-identity",
        items: [
          { key: "tls.crt", path: "grpc/tls.crt" },
          { key: "tls.key", path: "grpc/tls.key" },
        ],
      },
    });
  });
});
