import { describe, expect, test } from "vitest";
import { endpointAt } from "../../components/kit/endpoint";
import { only, render, valueOf } from "../../components/kit/testing";
import { SkyWalking, type SkyWalkingArgs } from "../skywalking";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const scale = { kind: "connections", min: 2, max: 3, target: 10 } as const;
const server = { maxConnections: 11 };
const satellite = { version: "1.3.0", scale, server };
const metricsAdapter = {
  kind: "installed",
  version: "0.10.0",
  certificate: { kind: "certManager", issuer: { kind: "ClusterIssuer", name: "tracing-ca" } },
} as const;

async function make(args: Partial<SkyWalkingArgs>) {
  let stack: SkyWalking;
  const endpoint = endpointAt("es.example.com", 9200, "http");
  const rendered = await render(() => {
    stack = new SkyWalking("sw", {
      namespace: "tracing",
      version: "10.4.0",
      storage: { kind: "elasticsearch", server: { kind: "external", endpoint } },
      ui: { kind: "none" },
      ...args,
    });
  });
  return { stack: stack!, rendered };
}

describe("agents send to Satellite, which sends to OAP", () => {
  test("it finds the pods that receive, and may call them", async () => {
    const two = { kind: "fixed", replicas: 2 } as const;
    const topology = { kind: "split", receivers: two, aggregators: two } as const;
    const { rendered } = await make({ satellite: { version: "1.3.0" }, oap: { topology } });
    const settings = rendered.find(
      ({ type, name }) => type === "kubernetes:core/v1:ConfigMap" && name === "sw-satellite",
    );
    const file = JSON.parse(settings?.inputs.data["satellite_config.yaml"]);
    const { namespaces, selector, extra_port } = file.sharing.clients[0].kubernetes_config;
    expect([namespaces, extra_port]).toEqual([["tracing"], { port: 11800 }]);
    const labels = Object.fromEntries(
      selector.label.split(",").map((pair: string) => pair.split("=")),
    );
    const picked = rendered
      .filter(({ type }) => type === DEPLOYMENT || type === "kubernetes:batch/v1:Job")
      .filter(({ inputs }) =>
        Object.entries(labels).every(
          ([label, value]) => inputs.spec.template.metadata.labels[label] === value,
        ),
      );
    expect(picked.map(({ name }) => name)).toEqual(["sw-oap-receiver"]);
    const pod = only(rendered, DEPLOYMENT, "sw-satellite").inputs.spec.template;
    expect(pod.metadata.labels["kube-tracing.io/client-of-sw-oap"]).toBe("true");
  });

  test("its address is the one to send to", async () => {
    const { stack } = await make({ satellite: { version: "1.3.0" } });
    expect(await valueOf(stack.grpc.address)).toBe("sw-satellite.tracing.svc:11800");
    expect(await valueOf(stack.addresses)).toEqual({
      "skywalking grpc": "sw-satellite.tracing.svc:11800",
      "skywalking rest": "http://sw-oap.tracing.svc:12800",
      "skywalking satellite": "sw-satellite.tracing.svc:11800",
    });
  });
});

describe("it sends to the gateway, which shares calls among all OAP", () => {
  const sends = { kind: "gateway" } as const;
  const issuer = { kind: "ClusterIssuer", name: "tracing-ca" } as const;
  const byCertManager = { kind: "certManager", issuer } as const;
  const clientOf = async (args: Partial<SkyWalkingArgs>) => {
    const { rendered } = await make(args);
    const settings = only(rendered, "kubernetes:core/v1:ConfigMap", "sw-satellite").inputs.data;
    const pod = only(rendered, DEPLOYMENT, "sw-satellite").inputs.spec.template;
    return { client: JSON.parse(settings["satellite_config.yaml"]).sharing.clients[0], pod };
  };

  test("without TLS where the gateway has none", async () => {
    const { client, pod } = await clientOf({
      gateway: { version: "1.30.6" },
      satellite: { version: "1.3.0", sends },
    });
    expect(client).toMatchObject({
      finder_type: "static",
      server_addr: "sw-gateway.tracing.svc:11800",
      enable_tls: false,
    });
    expect(pod.metadata.labels["kube-tracing.io/client-of-sw-gateway"]).toBe("true");
    expect(pod.spec.automountServiceAccountToken).toBe(false);
  });

  test("verifies it, and shows the certificate that is asked for; behind it OAP may have TLS", async () => {
    const clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" } as const;
    const { client, pod } = await clientOf({
      oap: { mtls: { certificate: byCertManager, clientCa: { kind: "none" } } },
      gateway: { version: "1.30.6", tls: { certificate: byCertManager, clientCa } },
      satellite: { version: "1.3.0", sends: { ...sends, identity: "satellite-tls" } },
    });
    expect(client).toMatchObject({
      server_addr: "sw-gateway.tracing.svc:11800",
      enable_tls: true,
      insecure_skip_verify: false,
      ca_pem_path: "/certs/oap/ca.crt",
      client_pem_path: "/certs/identity/tls.crt",
    });
    expect(pod.spec.volumes.slice(1)).toEqual([
      {
        name: "oap-ca",
        secret: { secretName: "sw-gateway-tls", items: [{ key: "ca.crt", path: "ca.crt" }] },
      },
      { name: "identity", secret: { secretName: "satellite-tls" } },
    ]);
  });

  test("only where there is one", async () => {
    await expect(make({ satellite: { version: "1.3.0", sends } })).rejects.toMatchObject({
      message:
        'SkyWalking "sw": gateway is undefined; give a map: satellite.sends goes through it.',
    });
  });
});

test("its autoscaler asks the adapter, which asks OAP by the clock of OAP", async () => {
  const oap = { timeZone: "Asia/Shanghai" };
  const { rendered } = await make({ satellite, metricsAdapter, oap });
  const [metric] = only(rendered, SCALER, "sw-satellite").inputs.spec.metrics;
  expect(metric.external.metric.selector).toEqual({ matchLabels: { service: "sw-satellite" } });
  const adapter = only(rendered, DEPLOYMENT, "sw-metrics").inputs.spec.template;
  const [{ args, env }] = adapter.spec.containers;
  expect(args).toContain("--oap-addr=http://sw-oap.tracing.svc:12800/graphql");
  expect(env).toEqual([{ name: "TZ", value: "Asia/Shanghai" }]);
  expect(adapter.metadata.labels["kube-tracing.io/client-of-sw-oap"]).toBe("true");
});

test("nothing of an adapter that someone else runs is made", async () => {
  const existing = { kind: "existing", oap: "sw-oap.tracing.svc:12800" } as const;
  const { rendered } = await make({ satellite, metricsAdapter: existing });
  expect(rendered.filter(({ name }) => name.startsWith("sw-metrics"))).toEqual([]);
});

test("a broken chain is refused with the links that are", async () => {
  const oap = { timeZone: "Asia/Shanghai", agentToken: "t" };
  const existing = { kind: "existing", oap: "other:12800" } as const;
  await expect(make({ satellite, metricsAdapter: existing, oap })).rejects.toMatchObject({
    message:
      'SkyWalking "sw": 3 arguments cannot be used:\n' +
      '  - oap.agentToken is "given"; give nothing beside satellite, which sends no token with calls that are not streams; gateway.tls.clientCa keeps strangers out as well.\n' +
      '  - metricsAdapter.oap is "other:12800"; give sw-oap.tracing.svc:12800, where the OAP is that Satellite tells.\n' +
      '  - metricsAdapter.timeZone is "UTC"; give Asia/Shanghai, the time zone of OAP: by another clock it finds nothing.',
  });
});
