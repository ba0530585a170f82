import { expect, test } from "vitest";
import { only, render } from "../../components/kit/testing";
import { Jaeger, type JaegerArgs } from "../jaeger";

const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const agents = { version: "0.159.0" };

async function make(args: Partial<JaegerArgs>) {
  let jaeger: Jaeger;
  const storage = { kind: "memory" } as const;
  const rendered = await render(() => {
    jaeger = new Jaeger("jaeger", { namespace: "tracing", version: "2.20.0", storage, ...args });
  });
  const configOf = () => {
    const maps = rendered.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap");
    const { inputs } = maps.find(({ name }) => name === "jaeger-agent")!;
    return JSON.parse(inputs.data["agent.yaml"]);
  };
  return { jaeger: jaeger!, rendered, configOf };
}

test("no agents unless they are asked for", async () => {
  const { jaeger, rendered } = await make({});
  expect(rendered.filter(({ type }) => type === DAEMON_SET)).toEqual([]);
  expect(jaeger.agents).toBeUndefined();
});

test("agents send to every collector in turn, and may reach them", async () => {
  const { jaeger, rendered, configOf } = await make({ agents });
  const { endpoint, balancer_name } = configOf().exporters.otlp_grpc;
  expect(endpoint).toBe("dns:///jaeger-collector-headless.tracing.svc:4317");
  expect(balancer_name).toBe("round_robin");
  const { labels } = only(rendered, DAEMON_SET).inputs.spec.template.metadata;
  expect(labels["kube-tracing.io/client-of-jaeger-collector"]).toBe("true");
  expect(jaeger.agents?.otlp).toEqual(["grpc", "http"]);
  expect(Object.keys(jaeger.metrics)).toContain("agents");
});

test("agents trust the collectors by their own certificate, and show theirs where they are asked", async () => {
  const issuer = { name: "ca", kind: "Issuer" } as const;
  const clientCa = { kind: "secret", name: "clients", key: "ca.crt" } as const;
  const { rendered, configOf } = await make({
    collector: { tls: { certificate: { kind: "certManager", issuer }, clientCa } },
    agents: { ...agents, identity: "agent-identity" },
  });
  expect(configOf().exporters.otlp_grpc.tls).toMatchObject({
    ca_file: "/tls/ca/ca.crt",
    cert_file: "/tls/identity/tls.crt",
  });
  const { volumes } = only(rendered, DAEMON_SET).inputs.spec.template.spec;
  const items = [{ key: "ca.crt", path: "ca.crt" }];
  expect(volumes.slice(1)).toEqual([
    { name: "ca", secret: { secretName: "jaeger-collector-tls", items } },
    { name: "identity", secret: { secretName: "agent-identity" } },
  ]);
});

test("agents pass on what the collectors say: how often to trace", async () => {
  const sampling = { kind: "file", probability: 0.5 } as const;
  const { configOf } = await make({
    collector: { sampling },
    agents: { ...agents, sampling: "on" },
  });
  expect(configOf().extensions.jaegerremotesampling.source.remote).toEqual({
    endpoint: "jaeger-collector.tracing.svc:5779",
    tls: { insecure: true },
  });
});

test("what does not fit the collectors is refused", async () => {
  const clientCa = { kind: "secret", name: "clients", key: "ca.crt" } as const;
  const certificate = { kind: "secret", name: "tls" } as const;
  await expect(
    make({
      collector: { tls: { certificate, clientCa } },
      agents: { ...agents, sampling: "on" },
    }),
  ).rejects.toMatchObject({
    message:
      'Jaeger "jaeger": 2 arguments cannot be used:\n' +
      '  - agents.sampling is "on"; ' +
      "give nothing, or collector.sampling, which they would pass on.\n" +
      "  - agents.identity is undefined; " +
      "give a Secret with tls.crt and tls.key: collector.tls.clientCa asks who calls.",
  });
});
