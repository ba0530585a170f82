import { describe, expect, test } from "vitest";
import { endpointAt } from "../../components/kit/endpoint";
import { only, render, type Rendered } from "../../components/kit/testing";
import { contradictions } from "../config/contradictions";
import { SkyWalking, type SkyWalkingArgs } from "../skywalking";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role";

const so11y = { version: "0.159.0" };
const issuer = { name: "internal", kind: "Issuer" } as const;
const certificate = { kind: "certManager", issuer } as const;

const plain: SkyWalkingArgs = {
  namespace: "tracing",
  version: "10.4.0",
  storage: {
    kind: "elasticsearch",
    server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "https") },
  },
};

function make(special: Partial<SkyWalkingArgs> = {}): Promise<Rendered[]> {
  return render(() => {
    new SkyWalking("sw", { ...plain, selfObservability: so11y, ...special });
  });
}

const fileIn = (rendered: readonly Rendered[]): any =>
  JSON.parse(only(rendered, CONFIG_MAP, "sw-so11y").inputs.data["relay.yaml"]);

test("without it nobody reads what OAP says of itself", async () => {
  const rendered = await render(() => {
    new SkyWalking("sw", plain);
  });
  expect(rendered.filter(({ name }) => name.includes("so11y"))).toEqual([]);
});

describe("with it", () => {
  test("every pod of OAP is read under the names that OAP's rule asks for", async () => {
    const rendered = await make();
    const [job, ...others] = fileIn(rendered).receivers.prometheus.config.scrape_configs;
    expect(others).toEqual([]);
    expect(job.job_name).toBe("skywalking-so11y");
    expect(job.kubernetes_sd_configs[0].namespaces).toEqual({ names: ["tracing"] });
    const [port, , name, service] = job.relabel_configs;
    const { ports } = only(rendered, DEPLOYMENT, "sw-oap").inputs.spec.template.spec.containers[0];
    expect(ports.find((one: any) => one.containerPort === 1234).name).toBe(port.regex);
    expect(name).toEqual({
      source_labels: ["__meta_kubernetes_pod_name"],
      target_label: "host_name",
    });
    expect(service).toEqual({ target_label: "service", replacement: "oap-server" });
  });

  test("the selector finds the pods that serve, and not those that make the schema", async () => {
    const rendered = await make();
    const [job] = fileIn(rendered).receivers.prometheus.config.scrape_configs;
    const pairs = job.kubernetes_sd_configs[0].selectors[0].label.split(",");
    const isFound = (type: string, name: string) => {
      const { labels } = only(rendered, type, name).inputs.spec.template.metadata;
      return pairs.every((pair: string) => {
        const [label = "", value] = pair.split("=");
        return labels[label] === value;
      });
    };
    expect(isFound(DEPLOYMENT, "sw-oap")).toBe(true);
    expect(isFound("kubernetes:batch/v1:Job", "sw-oap-init")).toBe(false);
  });

  test("what was read goes to each OAP, and both ways are open", async () => {
    const rendered = await make();
    const { exporters, service } = fileIn(rendered);
    expect(service.pipelines).toEqual({
      metrics: {
        receivers: ["prometheus"],
        processors: ["memory_limiter", "batch"],
        exporters: ["otlp_grpc/oap"],
      },
    });
    expect(exporters["otlp_grpc/oap"]).toMatchObject({
      endpoint: "dns:///sw-oap-members.tracing.svc:11800",
      tls: { insecure: true },
    });
    const client = { "kube-tracing.io/client-of-sw-oap": "true" };
    const { labels } = only(rendered, DEPLOYMENT, "sw-so11y").inputs.spec.template.metadata;
    expect(labels).toMatchObject(client);
    const { ingress } = only(rendered, POLICY, "sw-oap").inputs.spec;
    const admitted = ingress.find(
      ({ from }: any) => from[0].podSelector?.matchLabels !== undefined,
    );
    expect(admitted).toEqual({
      from: [{ podSelector: { matchLabels: client } }],
      ports: [11800, 12800, 1234].map((port) => ({ protocol: "TCP", port })),
    });
    const { egress, ingress: none } = only(rendered, POLICY, "sw-so11y").inputs.spec;
    expect(none).toEqual([]);
    expect(egress.map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([
      [53, 53],
      [1234],
      [11800],
      [443, 6443],
    ]);
    expect(only(rendered, ROLE, "sw-so11y-skywalking-so11y").inputs.rules).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] },
    ]);
  });

  test("one pod reads, as often and under the name that were asked for", async () => {
    const rendered = await make({
      selfObservability: { ...so11y, intervalSeconds: 30, service: "oap-of-tests" },
    });
    expect(only(rendered, DEPLOYMENT, "sw-so11y").inputs.spec.replicas).toBe(1);
    const [job] = fileIn(rendered).receivers.prometheus.config.scrape_configs;
    expect([job.scrape_interval, job.relabel_configs[3].replacement]).toEqual([
      "30s",
      "oap-of-tests",
    ]);
  });

  test("an OAP behind TLS is verified, and shown the token of agents", async () => {
    const clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" } as const;
    const rendered = await make({
      oap: { mtls: { certificate, clientCa }, agentToken: "hidden" },
      selfObservability: { ...so11y, identity: "so11y-identity" },
    });
    const exporter = fileIn(rendered).exporters["otlp_grpc/oap"];
    expect(exporter).toMatchObject({
      endpoint: "dns:///sw-oap-members.tracing.svc:11801",
      headers: { authentication: "${file:/headers/oap-authentication}" },
      tls: { insecure: false, ca_file: "/tls/oap/ca/ca.crt" },
    });
    const secret = only(rendered, "kubernetes:core/v1:Secret", "sw-so11y-headers");
    expect(secret.inputs.stringData).toEqual({ "oap-authentication": "hidden" });
    const { volumes } = only(rendered, DEPLOYMENT, "sw-so11y").inputs.spec.template.spec;
    expect(volumes.slice(2).map(({ secret: { secretName } }: any) => secretName)).toEqual([
      "sw-oap-receiver-tls",
      "so11y-identity",
    ]);
    const { dnsNames } = only(
      rendered,
      "kubernetes:cert-manager.io/v1:Certificate",
      "sw-oap-receiver",
    ).inputs.spec;
    expect(dnsNames).toContain("sw-oap-members.tracing.svc");
  });
});

describe("refuses, in the stack and in the file,", () => {
  const clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" } as const;
  const handlers = "SW_OTEL_RECEIVER_ENABLED_HANDLERS";
  const rules = "SW_OTEL_RECEIVER_ENABLED_OTEL_METRICS_RULES";
  const needed = (variable: string, word: string) =>
    `${variable} with ${word} among its values, or without it: selfObservability needs it`;
  const cases: [string, Partial<SkyWalkingArgs>, [path: string, got: string, want: string]][] = [
    [
      "an OAP that takes no metrics",
      { oap: { env: { [handlers]: "otlp-traces" } } },
      ["oap.env", '"otlp-traces"', needed(handlers, "otlp-metrics")],
    ],
    [
      "an OAP without the rule",
      { oap: { env: { [rules]: "vm,k8s/*" } } },
      ["oap.env", '"vm,k8s/*"', needed(rules, "oap")],
    ],
    [
      "an OAP that takes no OTLP",
      { oap: { env: { SW_OTEL_RECEIVER: "-" } } },
      ["oap.env", '"-"', needed("SW_OTEL_RECEIVER", "default")],
    ],
    [
      "a Collector that has nothing to show",
      { oap: { mtls: { certificate, clientCa } } },
      [
        "selfObservability.identity",
        "undefined",
        "the name of a Secret with tls.crt and tls.key, which oap.mtls.clientCa asks for",
      ],
    ],
    [
      "a Satellite that keeps to itself",
      { satellite: { version: "1.3.0", telemetry: { toOap: { kind: "none" } } } },
      [
        "satellite.telemetry.toOap",
        '{"kind":"none"}',
        '{ kind: "metrics" }: Satellite tells OAP about itself, no Collector can',
      ],
    ],
  ];
  test.each(cases)("%s", async (_name, special, [path, got, want]) => {
    const message = `SkyWalking "sw": ${path} is ${got}; give ${want}.`;
    await expect(make(special)).rejects.toThrow(message);
    const found = contradictions({ skywalking: { selfObservability: {}, ...special } });
    expect(found.map((one) => one.path)).toContain(`platform.skywalking.${path}`);
    expect(found.map(({ text }) => text).join()).toContain(want);
  });

  test("but nothing that fits", async () => {
    await make({
      oap: {
        env: {
          [handlers]: "otlp-traces, otlp-metrics",
          [rules]: "oap,vm",
          SW_OTEL_RECEIVER: "default",
        },
      },
    });
  });
});
