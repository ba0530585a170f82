import { describe, expect, test } from "vitest";
import { endpointAt } from "./kit/endpoint";
import { only, render } from "./kit/testing";
import { SwckOperator, type SwckOperatorArgs } from "./swck-operator";

const ARGS: SwckOperatorArgs = {
  namespace: "tracing",
  version: "0.10.0",
  certificate: { kind: "certManager", issuer: { name: "ca", kind: "ClusterIssuer" } },
  backend: endpointAt("skywalking-oap.tracing.svc", 11800, "grpc"),
};
const make = (args: Partial<SwckOperatorArgs> = {}) =>
  render(() => new SwckOperator("swck", { ...ARGS, ...args }));
const HOOKS = "kubernetes:admissionregistration.k8s.io/v1:";
const MUTATING = `${HOOKS}MutatingWebhookConfiguration`;
const VALIDATING = `${HOOKS}ValidatingWebhookConfiguration`;
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

const KINDS = [
  "banyandbs",
  "eventexporters",
  "fetchers",
  "javaagents",
  "oapserverconfigs",
  "oapserverdynamicconfigs",
  "oapservers",
  "satellites",
  "storages",
  "swagents",
  "uis",
];

test("two managers run behind a certificate, of which one leads", async () => {
  const rendered = await make();
  const { spec } = only(rendered, "kubernetes:apps/v1:Deployment").inputs;
  const [container] = spec.template.spec.containers;
  expect(spec.replicas).toBe(2);
  expect(container.image).toBe("docker.io/apache/skywalking-swck:0.10.0");
  expect([...container.command, ...container.args]).toEqual([
    "/manager",
    "--config=/config/controller_manager_config.yaml",
    "--zap-devel=false",
  ]);
  const { data } = only(rendered, "kubernetes:core/v1:ConfigMap").inputs;
  expect(data).toEqual({
    "controller_manager_config.yaml": `apiVersion: controller-runtime.sigs.k8s.io/v1alpha1
kind: ControllerManagerConfig
health:
  healthProbeBindAddress: :8081
metrics:
  bindAddress: "0"
webhook:
  port: 9443
leaderElection:
  leaderElect: true
  resourceName: v1alpha1.swck.skywalking.apache.org
`,
  });
  expect(spec.template.spec.volumes).toEqual([
    { name: "config", configMap: { name: "swck" } },
    { name: "certificate", secret: { secretName: "swck-tls" } },
  ]);
  const certificate = only(rendered, "kubernetes:cert-manager.io/v1:Certificate").inputs;
  expect(certificate.spec.dnsNames).toEqual(["swck.tracing.svc"]);
});

test("all its kinds are there, of one version, and convert nothing", async () => {
  const kinds = (await make())
    .filter(({ type }) => type.endsWith(":CustomResourceDefinition"))
    .map(({ inputs: { metadata, spec } }) => [
      metadata.name,
      spec.versions.map(({ name }: any) => name).join(),
      spec.conversion,
    ]);
  expect(kinds).toEqual(
    KINDS.map((kind) => [`${kind}.operator.skywalking.apache.org`, "v1alpha1", undefined]),
  );
  const others = await make({ definitions: "existing" });
  expect(others.filter(({ type }) => type.endsWith(":CustomResourceDefinition"))).toEqual([]);
});

describe("a dead operator", () => {
  test("stops no pod but those that ask for an agent and may not start without", async () => {
    const podHook = async (args?: Partial<SwckOperatorArgs>) => {
      const { webhooks } = only(await make(args), MUTATING).inputs;
      return webhooks.find(({ name }: any) => name === "mpod.kb.io");
    };
    expect(await podHook()).toEqual({
      name: "mpod.kb.io",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      timeoutSeconds: 5,
      clientConfig: {
        service: { name: "swck", namespace: "tracing", path: "/mutate-v1-pod", port: 443 },
      },
      failurePolicy: "Ignore",
      namespaceSelector: {
        matchLabels: { "swck-injection": "enabled" },
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "NotIn",
            values: ["kube-system", "tracing"],
          },
        ],
      },
      objectSelector: { matchLabels: { "swck-java-agent-injected": "true" } },
      rules: [
        { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
      ],
    });
    expect((await podHook({ injection: "required" })).failurePolicy).toBe("Fail");
  });

  test("stops nothing of other groups: it is asked about its own kinds alone", async () => {
    const rendered = await make();
    const told = [MUTATING, VALIDATING].map((type) => {
      const { metadata, webhooks } = only(rendered, type).inputs;
      expect(metadata.annotations).toEqual({ "cert-manager.io/inject-ca-from": "tracing/swck" });
      return webhooks
        .filter(({ failurePolicy }: any) => failurePolicy === "Fail")
        .map(({ name, rules, clientConfig }: any) => {
          const [{ apiGroups, resources }] = rules;
          return `${name} ${apiGroups}/${resources} ${clientConfig.service.path}`;
        });
    });
    const hooks = (verb: string, kinds: string[]) =>
      kinds.map((plural) => {
        const kind = plural.slice(0, -1);
        const path = `/${verb}-operator-skywalking-apache-org-v1alpha1-${kind}`;
        return `${verb[0]}${kind}.kb.io operator.skywalking.apache.org/${plural} ${path}`;
      });
    const checked = KINDS.filter((kind) => kind !== "eventexporters");
    expect(told.map((all) => all.sort())).toEqual([
      hooks("mutate", KINDS).sort(),
      hooks("validate", checked).sort(),
    ]);
  });
});

test("a certificate that someone else keeps comes with its CA", async () => {
  const certificate = { kind: "secret", name: "own-tls", ca: "PEM" } as const;
  const rendered = await make({ certificate });
  const { metadata, webhooks } = only(rendered, MUTATING).inputs;
  expect(metadata.annotations).toBeUndefined();
  expect(webhooks[0].clientConfig.caBundle).toBe(Buffer.from("PEM").toString("base64"));
  expect(rendered.filter(({ type }) => type.includes("cert-manager"))).toEqual([]);
});

test("it may look at what it watches and write what it injects, and no Secret", async () => {
  const rights = async (args?: Partial<SwckOperatorArgs>) => {
    const { rules } = only(await make(args), ROLE).inputs;
    return rules.map(
      ({ apiGroups, resources, verbs }: any) =>
        `${apiGroups.join("+")}/${resources.join("+")}: ${verbs.join(" ")}`,
    );
  };
  const own = "operator.skywalking.apache.org";
  const all = KINDS.join("+");
  const watched = (list: string) => `${list}: get list watch`;
  const found = await rights();
  expect(found.map((rule: string) => rule.replace(sorted(rule), all))).toEqual([
    watched(`${own}/${all}`),
    watched("/pods+configmaps+services"),
    watched("apps/deployments"),
    watched("networking.k8s.io/ingresses"),
    "+events.k8s.io/events: create patch",
    `${own}/javaagents: create update patch delete`,
    `${own}/javaagents/status: update patch`,
  ]);
  const most = await rights({ manages: "everything" });
  expect(most).toContain(
    "rbac.authorization.k8s.io/clusterroles+clusterrolebindings: " +
      "get list watch create update patch delete bind escalate",
  );
  expect(most.some((rule: string) => rule.includes("*"))).toBe(false);
});

/** The list of all kinds in a rule, in whatever order. */
function sorted(rule: string): string {
  const [, list = ""] = /\/(\S+):/.exec(rule) ?? [];
  return list.split("+").sort().join("+") === KINDS.join("+") ? list : "nothing";
}

test("the pods of a namespace get the agent that its SwAgent names, whole and annotated", async () => {
  const agents = {
    shop: {
      version: "9.4.0-java17",
      selector: { tier: "backend" },
      containers: "main",
      env: { SW_LOGGING_LEVEL: "WARN" },
      optional: ["webflux"],
      optionalReporters: ["kafka"],
      bootstrap: ["jdk-threading"],
    },
  };
  const type = "kubernetes:operator.skywalking.apache.org/v1alpha1:SwAgent";
  const { metadata, spec } = only(await make({ agents }), type).inputs;
  expect([metadata.name, metadata.namespace, metadata.annotations]).toEqual([
    "swck",
    "shop",
    { "kube-tracing.io/written-by": "pulumi" },
  ]);
  expect(spec).toEqual({
    selector: { tier: "backend", "swck-java-agent-injected": "true" },
    containerMatcher: "main",
    javaSidecar: {
      name: "inject-skywalking-agent",
      image: "docker.io/apache/skywalking-java-agent:9.4.0-java17",
      env: [
        {
          name: "SW_AGENT_COLLECTOR_BACKEND_SERVICES",
          value: "skywalking-oap.tracing.svc:11800",
        },
        { name: "SW_LOGGING_LEVEL", value: "WARN" },
      ],
    },
    sharedVolumeName: "sky-agent",
    optionalPlugins: ["webflux"],
    optionalReporterPlugins: ["kafka"],
    bootstrapPlugins: ["jdk-threading"],
  });
});

describe("what cannot work is refused", () => {
  const agent = { version: "9.4.0-java17" };
  test.each<[Partial<SwckOperatorArgs>, string]>([
    [
      { version: "0.9.0" },
      'version is "0.9.0"; give 0.10.0 or later: earlier images have other tags.',
    ],
    [{ replicas: 0 }, "replicas is 0; give a whole number, 1 or more."],
    [
      { backend: endpointAt("oap", 11800, "grpcs") },
      'backend is "one that speaks grpcs"; ' +
        "give one that speaks grpc: the agents that are injected know no CA.",
    ],
    [
      { agents: { tracing: agent } },
      'agents.tracing is "tracing"; ' +
        "give another namespace: the operator and the cluster must start without it.",
    ],
    [
      { agents: { "kube-system": agent } },
      'agents.kube-system is "kube-system"; ' +
        "give another namespace: the operator and the cluster must start without it.",
    ],
    [
      { agents: { shop: { version: "9.4.0" } } },
      'agents.shop.version is "9.4.0"; ' +
        "give the version of an agent with that of its JDK, such as 9.4.0-java17.",
    ],
    [
      { agents: { shop: { ...agent, containers: "(" } } },
      'agents.shop.containers is "("; give a regular expression: ' +
        "with a wrong one the first container gets the agent.",
    ],
  ])("%j", async (args, problem) => {
    const message = `SwckOperator "swck": ${problem}`;
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
