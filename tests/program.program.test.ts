import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { environments, ROOT } from "../scripts/golden/environments";
import { type Registration, type Run, runProgram } from "./engine";
import { type ByTitle, goldenOf, manifestsIn } from "./engine/golden";
import { stackFile } from "./engine/stack-file";
import { UNKNOWN } from "./engine/wire";

interface Expected {
  context: string;
  passwords: string[];
  /** Components, each with its parent. */
  tree: string[];
  outputs: Record<string, unknown>;
  /** What must be there, directly or not, before the second is made. */
  order: [later: string, sooner: string][];
}

const TREE = [
  "Platform kube-tracing in Stack",
  "TracingNamespace kube-tracing in Platform kube-tracing",
  "SkyWalking skywalking in Platform kube-tracing",
  "Oap skywalking-oap in SkyWalking skywalking",
  "SkyWalkingUi skywalking-ui in SkyWalking skywalking",
];

const OWN_STORE = "Elasticsearch skywalking-elasticsearch in SkyWalking skywalking";

const ORDER: Expected["order"] = [
  ["Deployment skywalking-oap", "Job skywalking-oap-init"],
  ["Deployment skywalking-oap", "ServiceAccount skywalking-oap"],
  ["Deployment skywalking-ui", "Service skywalking-oap"],
];

const ORDER_OF_STORE: Expected["order"] = [
  ["Job skywalking-oap-init", "Service skywalking-elasticsearch"],
  ["Job skywalking-oap-init", "Secret skywalking-elasticsearch-client"],
  ["StatefulSet skywalking-elasticsearch", "Secret skywalking-elasticsearch-superuser"],
  ["StatefulSet skywalking-elasticsearch", "Namespace kube-tracing"],
];

const TREE_OF_JAEGER = [
  "Jaeger jaeger in Platform kube-tracing",
  "JaegerCollector jaeger-collector in Jaeger jaeger",
  "JaegerIndexCare jaeger-index-care in Jaeger jaeger",
  "JaegerQuery jaeger-query in Jaeger jaeger",
];
const MONITORING = "JaegerMonitoring jaeger-monitoring in Jaeger jaeger";
const JAEGER = {
  "jaeger otlp": "jaeger-collector.tracing.svc:4317",
  "jaeger otlp http": "http://jaeger-collector.tracing.svc:4318",
  "jaeger ui": "http://jaeger-query.tracing.svc:16686",
};
/** The users of the Elasticsearch that SkyWalking and Jaeger share. */
const USERS = {
  "elasticsearch user": "skywalking-elasticsearch-client",
  "jaeger user": "skywalking-elasticsearch-client-jaeger",
};
const ORDER_OF_JAEGER: Expected["order"] = [
  ["Deployment jaeger-collector", "Service skywalking-elasticsearch"],
  ["Deployment jaeger-query", "Secret skywalking-elasticsearch-client-jaeger"],
  ["Service jaeger-collector", "Deployment jaeger-collector"],
];

const CERT_MANAGER = [
  "CertManager cert-manager in Platform kube-tracing",
  "TracingNamespace cert-manager in Platform kube-tracing",
];

const SO11Y = "OtelCollector skywalking-so11y in SkyWalking skywalking";
const ORDER_OF_SO11Y: Expected["order"] = [
  ["Deployment skywalking-so11y", "RoleBinding skywalking-so11y-skywalking-so11y"],
  ["Deployment skywalking-so11y", "Service skywalking-oap-members"],
];

const EXPECTED: Record<string, Expected> = {
  e2e: {
    context: "kube-tracing-real",
    passwords: [
      "skywalking-elasticsearch-client-jaeger",
      "skywalking-elasticsearch-client-skywalking",
      "skywalking-elasticsearch-probe",
      "skywalking-elasticsearch-superuser",
      "skywalking-oap-truststore",
    ],
    tree: [
      ...TREE.filter((line) => !line.startsWith("SkyWalkingUi")),
      OWN_STORE,
      SO11Y,
      ...TREE_OF_JAEGER,
      "AgentDaemonSet jaeger-agent in Jaeger jaeger",
    ],
    outputs: {
      addresses: {
        ...JAEGER,
        "skywalking grpc": "skywalking-oap.tracing.svc:11800",
        "skywalking rest": "http://skywalking-oap.tracing.svc:12800",
      },
      secretNames: USERS,
      next: [
        "kubectl --namespace tracing get pods",
        "kubectl --namespace tracing port-forward service/skywalking-oap 12800",
        "kubectl --namespace tracing port-forward service/jaeger-query 16686",
      ],
    },
    order: [
      ["Deployment skywalking-oap", "Job skywalking-oap-init"],
      ["Deployment skywalking-oap", "RoleBinding skywalking-oap"],
      ["Job skywalking-oap-init", "StatefulSet skywalking-elasticsearch"],
      ...ORDER_OF_SO11Y,
      ...ORDER_OF_JAEGER,
      ["DaemonSet jaeger-agent", "Service jaeger-collector-headless"],
    ],
  },
  local: {
    context: "kube-tracing-local",
    passwords: [
      "skywalking-elasticsearch-client-jaeger",
      "skywalking-elasticsearch-client-skywalking",
      "skywalking-elasticsearch-probe",
      "skywalking-elasticsearch-superuser",
    ],
    tree: [...TREE, OWN_STORE, ...TREE_OF_JAEGER],
    outputs: {
      addresses: {
        ...JAEGER,
        "skywalking grpc": "skywalking-oap.tracing.svc:11800",
        "skywalking rest": "http://skywalking-oap.tracing.svc:12800",
        "skywalking ui": "http://skywalking-ui.tracing.svc:8080",
      },
      secretNames: USERS,
      next: [
        "kubectl --namespace tracing get pods",
        "kubectl --namespace tracing port-forward service/skywalking-ui 8080",
        "kubectl --namespace tracing port-forward service/jaeger-query 16686",
      ],
    },
    order: [...ORDER, ...ORDER_OF_STORE, ...ORDER_OF_JAEGER],
  },
  prod: {
    context: "prod",
    passwords: [
      "jaeger-query-cookie",
      "skywalking-elasticsearch-client-jaeger",
      "skywalking-elasticsearch-client-skywalking",
      "skywalking-elasticsearch-probe",
      "skywalking-elasticsearch-superuser",
      "skywalking-oap-truststore",
    ],
    tree: [
      ...TREE,
      OWN_STORE,
      "GrpcGateway skywalking-gateway in SkyWalking skywalking",
      SO11Y,
      ...TREE_OF_JAEGER,
      MONITORING,
      ...CERT_MANAGER,
    ],
    outputs: {
      addresses: {
        ...JAEGER,
        "jaeger otlp http": "https://jaeger-collector.tracing.svc:4318",
        "jaeger ui": "https://jaeger.example.com",
        "skywalking grpc": "skywalking-gateway.tracing.svc:11800",
        "skywalking rest": "http://skywalking-oap.tracing.svc:12800",
        "skywalking ui": "https://tracing.example.com",
      },
      secretNames: USERS,
      next: ["kubectl --namespace tracing get pods"],
    },
    order: [
      ...ORDER,
      ...ORDER_OF_STORE,
      ["Deployment skywalking-oap", "RoleBinding skywalking-oap"],
      ["RoleBinding skywalking-oap", "Role skywalking-oap"],
      ["Deployment skywalking-oap", "Secret skywalking-oap-agent-token"],
      ...ORDER_OF_SO11Y,
      ["Deployment skywalking-so11y", "Secret skywalking-so11y-headers"],
      ...ORDER_OF_JAEGER,
      ["Deployment jaeger-query", "Secret jaeger-query-login"],
    ],
  },
  uat: {
    context: "uat",
    passwords: ["skywalking-oap-truststore"],
    tree: [
      ...TREE,
      "GrpcGateway skywalking-gateway in SkyWalking skywalking",
      "MetricsAdapter skywalking-metrics in SkyWalking skywalking",
      "Satellite skywalking-satellite in SkyWalking skywalking",
      SO11Y,
      "SwckOperator skywalking-swck in SkyWalking skywalking",
      ...TREE_OF_JAEGER,
      MONITORING,
      ...CERT_MANAGER,
      "Mesh mesh in Platform kube-tracing",
    ],
    outputs: {
      addresses: {
        "jaeger otlp": "jaeger-collector.uat.svc:4317",
        "jaeger otlp http": "http://jaeger-collector.uat.svc:4318",
        "jaeger ui": "https://jaeger.internal-host",
        "skywalking grpc": "skywalking-gateway.uat.svc:11800",
        "skywalking rest": "http://skywalking-gateway.uat.svc:12800",
        "skywalking satellite": "skywalking-satellite.uat.svc:11800",
        "skywalking ui": "http://skywalking-ui.uat.svc:8080",
      },
      secretNames: {
        "elasticsearch user": "elasticsearch-skywalking",
        "jaeger user": "elasticsearch-jaeger",
      },
      next: [
        "kubectl --namespace uat get pods",
        "kubectl --namespace uat get configmap mesh --output jsonpath='{.data.istio-operator\\.yaml}' | istioctl install --filename <your IstioOperator> --filename -",
        "kubectl --namespace <each of the mesh> rollout restart deployment",
      ],
    },
    order: [
      ...ORDER,
      ["Job skywalking-oap-init", "Secret skywalking-oap-truststore"],
      ["Deployment skywalking-satellite", "RoleBinding skywalking-satellite"],
      ["Deployment skywalking-metrics", "ClusterRoleBinding skywalking-metrics"],
      ["Deployment skywalking-metrics", "Service skywalking-oap"],
      ...ORDER_OF_SO11Y,
    ],
  },
};

test("every environment is run", () => {
  expect(Object.keys(EXPECTED)).toEqual(environments().map(({ name }) => name));
});

describe.each(Object.entries(EXPECTED))("%s", (environment, expected) => {
  let update: Run;
  let preview: Run;
  beforeAll(async () => {
    [update, preview] = await Promise.all([run(environment), run(environment, { dryRun: true })]);
  });

  const resources = () => update.registrations.filter(({ custom }) => custom);
  const at = (urn: string) => update.registrations.find((one) => one.urn === urn)!;
  const named = (title: string) => update.registrations.find((one) => titleOf(one) === title)!;

  test("ends well and says nothing, at an update and at a preview", () => {
    for (const { code, stdout, stderr, messages } of [update, preview]) {
      const told = messages.filter(({ severity }) => severity !== "debug");
      expect([code, stdout, stderr, told]).toEqual([0, "", "", []]);
    }
  });

  test("asks the cluster for exactly what the golden file says", () => {
    expect(manifestsIn(update.registrations)).toEqual(goldenOf(environment));
  });

  test("shows the same at a preview, but what is in a Secret", () => {
    const open = (manifests: ByTitle) =>
      Object.fromEntries(Object.entries(manifests).filter(([, { kind }]) => kind !== "Secret"));
    const shown = open(manifestsIn(preview.registrations));
    expect(shown).toEqual(open(goldenOf(environment)));
    expect(JSON.stringify(shown)).not.toContain(UNKNOWN);
    expect(preview.registrations.map(({ urn }) => urn).sort()).toEqual(
      update.registrations.map(({ urn }) => urn).sort(),
    );
  });

  test("asks for a password for each user and truststore, and for nothing else", () => {
    const others = resources().filter(({ type }) => !type.startsWith("kubernetes:"));
    expect(others.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "pulumi:providers:kubernetes kube-tracing",
      "pulumi:providers:random kube-tracing",
      ...expected.passwords.map((name) => `random:index/randomPassword:RandomPassword ${name}`),
    ]);
  });

  test("sends every resource to a provider of its own", () => {
    const providers = resources().filter(({ type }) => type.startsWith("pulumi:providers:"));
    const wanted = (type: string) =>
      providers.find((provider) => provider.type.endsWith(`:${type.split(":")[0] ?? ""}`))?.urn;
    for (const { type, name, provider } of resources()) {
      const isProvider = type.startsWith("pulumi:providers:");
      const reference = isProvider ? "" : `${wanted(type)}::kube-tracing-id`;
      expect(provider, `${type} ${name}`).toBe(reference);
    }
  });

  test("connects to the context that the environment names, with a secret kubeconfig", () => {
    const { inputs, secrets } = update.registrations.find(
      ({ type }) => type === "pulumi:providers:kubernetes",
    )!;
    const { context } = expected;
    expect(inputs).toEqual({
      kubeconfig: kubeconfigOf(context),
      context,
      clusterIdentifier: context,
    });
    expect(secrets).toEqual(["kubeconfig"]);
  });

  test("hangs every resource under the component that it belongs to", () => {
    const components = update.registrations.filter(
      ({ custom, parent }) => !custom && parent !== "",
    );
    const tree = components.map((one) => `${titleOf(one)} in ${titleOf(at(one.parent))}`);
    expect(tree.map((line) => line.replace(/Stack .*/, "Stack")).sort()).toEqual(
      [...expected.tree].sort(),
    );
    for (const { type, name, parent } of resources()) {
      const { type: owner, name: ownerName } = at(parent);
      expect(owner, name).toMatch(/^kube-tracing:index:/);
      // A kind has one name in all clusters.
      const isKind = type.endsWith(":CustomResourceDefinition");
      if (!type.startsWith("pulumi:") && !isKind)
        expect(name.startsWith(ownerName), name).toBe(true);
    }
  });

  test("protects nothing from being destroyed, and takes nothing over from a former name", () => {
    const held = update.registrations.filter(({ protect }) => protect);
    const renamed = update.registrations.filter(({ aliases }) => aliases.some(Boolean));
    expect([...held, ...renamed].map(titleOf)).toEqual([]);
  });

  test.each(expected.order)("makes %s after %s", (later, sooner) => {
    expect([...before(named(later), at)].map(titleOf)).toContain(sooner);
  });

  test("waits in no circle", () => {
    const circles = update.registrations.filter((one) => before(one, at).has(one));
    expect(circles.map(titleOf)).toEqual([]);
  });

  test("exports where to look, already at a preview", () => {
    expect(update.outputs).toEqual(expected.outputs);
    expect(preview.outputs).toEqual(expected.outputs);
  });
});

test("what a stack file holds encrypted stays so everywhere", async () => {
  const { registrations } = await run("prod", {}, "a-token-that-nobody-may-see");
  const shown = registrations.filter(({ inputs }) =>
    JSON.stringify(inputs).includes("a-token-that-nobody-may-see"),
  );
  expect(Object.fromEntries(shown.map((one) => [titleOf(one), one.secrets]))).toEqual({
    "Platform kube-tracing": ["kubeconfig", "secrets"],
    "Oap skywalking-oap": ["agentToken"],
    "Secret skywalking-oap-agent-token": ["stringData"],
    "OtelCollector skywalking-so11y": ["exporters"],
    "Secret skywalking-so11y-headers": ["stringData"],
    "JaegerQuery jaeger-query": ["login.clientSecret"],
    "Secret jaeger-query-login": ["stringData"],
  });
});

/** The program in an environment as it is committed; kubeconfig and secrets are made up. */
function run(environment: string, options: { dryRun?: boolean } = {}, secret = "secret") {
  const { config, secretKeys } = stackFile(
    readFileSync(join(ROOT, `Pulumi.${environment}.yaml`), "utf8"),
  );
  const secrets = Object.fromEntries(secretKeys.map((key) => [key, secret]));
  const kubeconfig = kubeconfigOf(EXPECTED[environment]!.context);
  const env = { KUBE_TRACING_KUBECONFIG: kubeconfig, KUBE_TRACING_CONTEXT: "" };
  return runProgram({
    ...options,
    stack: environment,
    config: { ...config, ...secrets },
    secretKeys,
    env,
  });
}

function kubeconfigOf(context: string): string {
  return JSON.stringify({ contexts: [{ name: context }] });
}

/** Such as `Deployment skywalking-oap`. */
function titleOf({ type, name }: Registration): string {
  return `${type.replace(/^.*:/, "")} ${name}`;
}

/** Everything that has to be there before a resource, directly or not. */
function before(one: Registration, at: (urn: string) => Registration): Set<Registration> {
  const found = new Set<Registration>();
  const visit = ({ dependencies }: Registration) => {
    for (const sooner of dependencies.map(at)) {
      if (found.has(sooner)) continue;
      found.add(sooner);
      visit(sooner);
    }
  };
  visit(one);
  return found;
}
