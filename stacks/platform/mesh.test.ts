import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { only, render, valueOf } from "../../components/kit/testing";
import { check } from "../../policies/check";
import { readConfiguration } from "../../policies/cli/configuration";
import { RULES } from "../../policies/rules";
import { objectOf } from "../../policies/stack";
import { environments, ROOT } from "../../scripts/golden/environments";
import { manifestsOf } from "../../scripts/golden/render";
import type { PlatformInput } from "../config/platform";
import { Platform } from "../platform";

type SkyWalkingInput = NonNullable<PlatformInput["skywalking"]>;

const storage: SkyWalkingInput["storage"] = {
  kind: "elasticsearch",
  server: { kind: "external", address: "es.example.com:9200", speaks: "http" },
};
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

async function make(
  skywalking: Partial<SkyWalkingInput> = {},
  mesh: Partial<NonNullable<PlatformInput["mesh"]>> = {},
) {
  let platform: Platform;
  const rendered = await render(() => {
    platform = new Platform("kube-tracing", {
      platform: {
        namespace: { name: "tracing" },
        skywalking: { storage, ui: { kind: "none" }, ...skywalking },
        mesh: { istio: "1.28.0", logs: { kind: "meshConfig" }, ...mesh },
      },
    });
  });
  const analyzers = only(rendered, DEPLOYMENT, "skywalking-oap")
    .inputs.spec.template.spec.containers[0].env.filter(({ name }: any) => /_ALS_/.test(name))
    .map(({ value }: any) => value);
  const config = only(rendered, "kubernetes:core/v1:ConfigMap", "mesh").inputs.data.mesh;
  return { platform: platform!, rendered, analyzers, config: JSON.parse(config) };
}

/** Namespaces of callers that a NetworkPolicy lets in. */
const letIn = (rendered: Awaited<ReturnType<typeof make>>["rendered"], name: string) =>
  only(rendered, POLICY, name).inputs.spec.ingress.flatMap(({ from }: any) =>
    from.flatMap(({ namespaceSelector: selected }: any) => selected?.matchLabels ?? []),
  );

describe("OAP as a mesh needs it", () => {
  test("reads the logs in both ways, and may ask for addresses", async () => {
    const { analyzers, rendered } = await make();
    expect(analyzers).toEqual(["mx-mesh,k8s-mesh", "mx-mesh,k8s-mesh"]);
    expect(only(rendered, ROLE).inputs.rules[0].resources).toEqual([
      "pods",
      "services",
      "endpoints",
      "nodes",
    ]);
  });

  test("takes the addresses alone where it does not know what proxies say", async () => {
    expect((await make({ version: "10.1.0" })).analyzers).toEqual(["k8s-mesh", "k8s-mesh"]);
    const { analyzers } = await make({ version: "10.1.0" }, { istio: "1.23.6" });
    expect(analyzers).toEqual(["mx-mesh,k8s-mesh", "mx-mesh,k8s-mesh"]);
  });

  test("does as it is told, and asks for nothing then", async () => {
    const accessLogs = { http: ["mx-mesh", "persistence"], tcp: ["mx-mesh"] } as const;
    const { analyzers, rendered } = await make({
      oap: { accessLogs: { http: [...accessLogs.http], tcp: [...accessLogs.tcp] } },
    });
    expect(analyzers).toEqual(["mx-mesh,persistence", "mx-mesh"]);
    expect(rendered.filter(({ type }) => type === ROLE)).toEqual([]);
  });
});

describe("proxies send to what is in front, which lets them in", () => {
  const INJECTED = { "istio-injection": "enabled" };
  test.each<[string, Partial<SkyWalkingInput>]>([
    ["skywalking-oap", {}],
    ["skywalking-gateway", { gateway: {} }],
    ["skywalking-satellite", { satellite: {}, gateway: {} }],
  ])("%s", async (front, skywalking) => {
    const { config, rendered } = await make(skywalking);
    expect(config.defaultConfig.envoyAccessLogService.address).toBe(`${front}.tracing.svc:11800`);
    const fronts = ["skywalking-oap", "skywalking-gateway", "skywalking-satellite"];
    const open = rendered
      .filter(({ type, name }) => type === POLICY && fronts.includes(name))
      .filter(({ name }) => letIn(rendered, name).length > 0);
    expect(open.map(({ name }) => name)).toEqual([front]);
    expect(letIn(rendered, front)).toEqual([INJECTED]);
  });

  test("where they are said to be, besides other callers", async () => {
    const labelled = (labels: Record<string, string>) => ({ kind: "namespaces", labels }) as const;
    const { rendered } = await make(
      { satellite: { callers: [labelled({ agents: "true" })] } },
      { proxies: [labelled({ "istio.io/dataplane-mode": "ambient" })] },
    );
    expect(letIn(rendered, "skywalking-satellite")).toEqual([
      { agents: "true" },
      { "istio.io/dataplane-mode": "ambient" },
    ]);
  });
});

test("what to do next comes last", async () => {
  const { platform } = await make({}, { installer: "helm" });
  expect((await valueOf(platform.next)).slice(-2)).toEqual([
    "kubectl --namespace tracing get configmap mesh --output jsonpath='{.data.istiod-values\\.yaml}' | helm upgrade istiod istio/istiod --namespace istio-system --reuse-values --values -",
    "kubectl --namespace <each of the mesh> rollout restart deployment",
  ]);
});

test("prod with certificates in the place of its token has a Satellite and a mesh that the rules let pass", async () => {
  const { platform } = environments().find(({ name }) => name === "prod")!;
  const prod = structuredClone(platform) as any;
  delete prod.skywalking.oap.agentToken;
  prod.skywalking.gateway.tls.clientCa = { kind: "secret", name: "agents-ca", key: "ca.crt" };
  prod.skywalking.satellite = { sends: { kind: "gateway", identity: "satellite-client" } };
  prod.mesh = { istio: "1.28.0", logs: { kind: "telemetry", scopes: [{ kind: "mesh" }] } };
  const rendered = await render(
    () =>
      new Platform("kube-tracing", {
        platform: prod,
        kubeconfig: "{}",
        secrets: { jaegerClientSecret: "secret" },
      }),
  );
  const configured = readConfiguration(join(ROOT, "stacks", "policies.json"), RULES);
  const { settings, ...others } = configured.get("reference-exists")!;
  const known = [...(settings["given"] as string[]), "Secret agents-ca", "Secret satellite-client"];
  const reference = { ...others, settings: { ...settings, given: known } };
  const { violations } = check(
    manifestsOf(rendered).map((one) => objectOf(one)),
    {
      rules: RULES,
      environment: "prod",
      configuration: new Map([...configured, ["reference-exists", reference]]),
      today: "2026-11-21",
    },
  );
  expect(violations.map(({ rule, message }) => `${rule.name}: ${message}`)).toEqual([]);
});
