import { describe, expect, test } from "vitest";
import { CertManager, type CertManagerArgs, type IssuerSource } from "./cert-manager";
import { only, render, valueOf } from "./kit/testing";

const MANIFESTS = { mode: "manifests", namespace: "cert-manager", version: "1.21.2" } as const;
const EXISTING = { mode: "existing", namespace: "cert-manager" } as const;
const make = (args: CertManagerArgs) => render(() => new CertManager("cert-manager", args));
const issuing = (source: IssuerSource) => make({ ...EXISTING, issuers: { ca: source } });

const ISSUER = "kubernetes:cert-manager.io/v1:ClusterIssuer";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

const titles = (rendered: Awaited<ReturnType<typeof make>>) =>
  rendered.map(({ inputs: { kind, metadata }, name }) => `${kind} ${metadata?.name ?? name}`);

describe("a CA of the platform's own", () => {
  test("is signed by itself, and signs for the whole cluster", async () => {
    const rendered = await issuing({ kind: "selfSigned", commonName: "tracing" });
    expect(titles(rendered)).toEqual(["Certificate ca", "ClusterIssuer ca", "Issuer ca-bootstrap"]);
    const [certificate, issuer, bootstrap] = rendered.map(({ inputs }) => inputs);
    expect(bootstrap.metadata.namespace).toBe("cert-manager");
    expect(bootstrap.spec).toEqual({ selfSigned: {} });
    expect(certificate.metadata.namespace).toBe("cert-manager");
    expect(certificate.spec).toEqual({
      isCA: true,
      commonName: "tracing",
      secretName: "ca",
      issuerRef: { name: "ca-bootstrap", kind: "Issuer", group: "cert-manager.io" },
      duration: "87600h",
      renewBefore: "21900h",
      privateKey: { algorithm: "ECDSA", encoding: "PKCS8", size: 256, rotationPolicy: "Always" },
      usages: ["cert sign", "crl sign"],
    });
    expect(issuer.spec).toEqual({ ca: { secretName: "ca" } });
  });

  test("is handed on by a name that is known when it is there", async () => {
    let made: CertManager | undefined;
    await render(() => {
      const issuers = { ca: { kind: "selfSigned" } } as const;
      made = new CertManager("cert-manager", { ...EXISTING, issuers });
    });
    const { ca } = made?.issuers ?? {};
    expect(ca?.kind).toBe("ClusterIssuer");
    expect(await valueOf(ca?.name as never)).toBe("ca");
  });
});

test("a CA that is there signs with its Secret", async () => {
  const rendered = await issuing({ kind: "ca", secret: "corporate" });
  expect(titles(rendered)).toEqual(["ClusterIssuer ca"]);
  expect(only(rendered, ISSUER).inputs.spec).toEqual({ ca: { secretName: "corporate" } });
});

test("a public CA is asked, each name proven as it can be", async () => {
  const key = { name: "dns", key: "token" };
  const rendered = await issuing({
    kind: "acme",
    server: "https://acme-v02.api.letsencrypt.org/directory",
    email: "tracing@example.com",
    solvers: [
      { kind: "http01Ingress", className: "nginx" },
      { kind: "http01Gateway", zones: ["a"], gateway: { name: "public", namespace: "edge" } },
      { kind: "dns01", zones: ["b"], provider: { kind: "cloudflare", apiToken: key } },
      {
        kind: "dns01",
        zones: ["c"],
        provider: {
          kind: "route53",
          region: "eu",
          hostedZoneId: "Z",
          key: { id: "A", secret: key },
        },
      },
      { kind: "dns01", zones: ["d"], provider: { kind: "route53", region: "eu" } },
      {
        kind: "dns01",
        zones: ["e"],
        provider: { kind: "cloudDns", project: "p", serviceAccount: key },
      },
      {
        kind: "dns01",
        zones: ["f"],
        provider: {
          kind: "azureDns",
          subscriptionId: "s",
          resourceGroup: "g",
          hostedZone: "z",
          identity: "i",
        },
      },
      {
        kind: "dns01",
        zones: ["g"],
        provider: {
          kind: "rfc2136",
          nameserver: "10.0.0.53:53",
          tsig: { keyName: "k", algorithm: "HMACSHA256", secret: key },
        },
      },
    ],
  });
  const zone = (name: string) => ({ selector: { dnsZones: [name] } });
  expect(only(rendered, ISSUER).inputs.spec.acme).toEqual({
    server: "https://acme-v02.api.letsencrypt.org/directory",
    email: "tracing@example.com",
    privateKeySecretRef: { name: "ca-account" },
    solvers: [
      { http01: { ingress: { ingressClassName: "nginx" } } },
      {
        ...zone("a"),
        http01: { gatewayHTTPRoute: { parentRefs: [{ name: "public", namespace: "edge" }] } },
      },
      { ...zone("b"), dns01: { cloudflare: { apiTokenSecretRef: key } } },
      {
        ...zone("c"),
        dns01: {
          route53: {
            region: "eu",
            hostedZoneID: "Z",
            accessKeyID: "A",
            secretAccessKeySecretRef: key,
          },
        },
      },
      { ...zone("d"), dns01: { route53: { region: "eu" } } },
      { ...zone("e"), dns01: { cloudDNS: { project: "p", serviceAccountSecretRef: key } } },
      {
        ...zone("f"),
        dns01: {
          azureDNS: {
            subscriptionID: "s",
            resourceGroupName: "g",
            hostedZoneName: "z",
            managedIdentity: { clientID: "i" },
          },
        },
      },
      {
        ...zone("g"),
        dns01: {
          rfc2136: {
            nameserver: "10.0.0.53:53",
            tsigKeyName: "k",
            tsigAlgorithm: "HMACSHA256",
            tsigSecretSecretRef: key,
          },
        },
      },
    ],
  });
});

describe("as plain objects", () => {
  test("three programs run twice, behind a webhook that must answer", async () => {
    const rendered = await make(MANIFESTS);
    expect(titles(rendered).filter((title) => !/Role|Account|Policy|Budget/.test(title))).toEqual([
      "MutatingWebhookConfiguration cert-manager-cert-manager-webhook",
      "ValidatingWebhookConfiguration cert-manager-cert-manager-webhook",
      "CustomResourceDefinition certificaterequests.cert-manager.io",
      "CustomResourceDefinition certificates.cert-manager.io",
      "CustomResourceDefinition challenges.acme.cert-manager.io",
      "CustomResourceDefinition clusterissuers.cert-manager.io",
      "CustomResourceDefinition issuers.cert-manager.io",
      "CustomResourceDefinition orders.acme.cert-manager.io",
      "Deployment cert-manager",
      "Deployment cert-manager-cainjector",
      "Deployment cert-manager-webhook",
      "Job cert-manager-check",
      "Service cert-manager-webhook",
    ]);
    const container = (name: string) => {
      const { replicas, template } = only(rendered, DEPLOYMENT, name).inputs.spec;
      const [{ image, args }] = template.spec.containers;
      return { replicas, image, args };
    };
    expect(container("cert-manager")).toEqual({
      replicas: 2,
      image: "quay.io/jetstack/cert-manager-controller:v1.21.2",
      args: [
        "--v=2",
        "--cluster-resource-namespace=$(POD_NAMESPACE)",
        "--leader-election-namespace=$(POD_NAMESPACE)",
        "--controllers=*,-ingress-shim,-certificaterequests-issuer-vault," +
          "-certificaterequests-issuer-venafi,-orders,-challenges,-certificaterequests-issuer-acme",
      ],
    });
    expect(container("cert-manager-cainjector")).toEqual({
      replicas: 2,
      image: "quay.io/jetstack/cert-manager-cainjector:v1.21.2",
      args: ["--v=2", "--leader-election-namespace=$(POD_NAMESPACE)"],
    });
    expect(container("cert-manager-webhook")).toEqual({
      replicas: 2,
      image: "quay.io/jetstack/cert-manager-webhook:v1.21.2",
      args: [
        "--v=2",
        "--secure-port=10250",
        "--dynamic-serving-ca-secret-namespace=$(POD_NAMESPACE)",
        "--dynamic-serving-ca-secret-name=cert-manager-webhook-ca",
        "--dynamic-serving-dns-names=cert-manager-webhook",
        "--dynamic-serving-dns-names=cert-manager-webhook.$(POD_NAMESPACE)",
        "--dynamic-serving-dns-names=cert-manager-webhook.$(POD_NAMESPACE).svc",
      ],
    });
    const check = only(rendered, "kubernetes:batch/v1:Job").inputs.spec.template.spec;
    expect(check.containers[0].image).toBe("quay.io/jetstack/cert-manager-startupapicheck:v1.21.2");
    expect(check.containers[0].args).toEqual(["check", "api", "--wait=5m"]);
  });

  test("the webhook judges what is written, by the CA that cainjector puts there", async () => {
    const rendered = await make(MANIFESTS);
    const found = ["Validating", "Mutating"].map((kind) => {
      const type = `kubernetes:admissionregistration.k8s.io/v1:${kind}WebhookConfiguration`;
      const { metadata, webhooks } = only(rendered, type).inputs;
      const [{ failurePolicy, rules, clientConfig }] = webhooks;
      return [metadata.annotations, failurePolicy, rules, clientConfig.service];
    });
    const ca = {
      "cert-manager.io/inject-ca-from-secret": "cert-manager/cert-manager-webhook-ca",
    };
    const at = (path: string) => ({
      name: "cert-manager-webhook",
      namespace: "cert-manager",
      path,
      port: 443,
    });
    expect(found).toEqual([
      [
        ca,
        "Fail",
        [
          {
            apiGroups: ["cert-manager.io", "acme.cert-manager.io"],
            apiVersions: ["v1"],
            resources: ["*/*"],
            operations: ["CREATE", "UPDATE"],
          },
        ],
        at("/validate"),
      ],
      [
        ca,
        "Fail",
        [
          {
            apiGroups: ["cert-manager.io"],
            apiVersions: ["v1"],
            resources: ["certificaterequests"],
            operations: ["CREATE"],
          },
        ],
        at("/mutate"),
      ],
    ]);
  });

  test("where nodes only pretend to run pods, nothing waits for the webhook", async () => {
    const rendered = await make({ ...MANIFESTS, admission: "optional" });
    expect(rendered.filter(({ type }) => type === "kubernetes:batch/v1:Job")).toEqual([]);
    const hooks = rendered.filter(({ type }) => type.endsWith("WebhookConfiguration"));
    expect(hooks.map(({ inputs }) => inputs.webhooks[0].failurePolicy)).toEqual([
      "Ignore",
      "Ignore",
    ]);
  });

  test("definitions that are there are not made again", async () => {
    const rendered = await make({ ...MANIFESTS, definitions: "existing" });
    expect(titles(rendered).filter((title) => title.startsWith("Custom"))).toEqual([]);
  });

  test("nothing about ACME may be done where nobody asks for it", async () => {
    const groups = async (args: CertManagerArgs) => {
      const { rules } = only(await make(args), CLUSTER_ROLE, "cert-manager").inputs;
      return rules.map(({ apiGroups, resources }: any) => `${apiGroups}/${resources}`);
    };
    const least = [
      "cert-manager.io/certificates,certificaterequests,issuers,clusterissuers",
      "cert-manager.io/certificates,certificaterequests,issuers,clusterissuers,certificates/status," +
        "certificaterequests/status,issuers/status,clusterissuers/status",
      "cert-manager.io/certificates/finalizers,certificaterequests/finalizers,issuers/finalizers," +
        "clusterissuers/finalizers",
      "cert-manager.io/certificaterequests",
      "cert-manager.io/signers",
      "/secrets",
      "/events",
    ];
    expect(await groups(MANIFESTS)).toEqual(least);
    const acme = { kind: "acme", server: "https://acme.example.com/d", email: "a@b" } as const;
    const gateway = { kind: "http01Gateway", gateway: { name: "g", namespace: "n" } } as const;
    const ingress = { kind: "http01Ingress", zones: ["z"], className: "nginx" } as const;
    const issuers = { public: { ...acme, solvers: [gateway, ingress] } };
    expect(await groups({ ...MANIFESTS, issuers })).toEqual([
      ...least,
      "acme.cert-manager.io/orders,challenges",
      "acme.cert-manager.io/orders,orders/status,challenges,challenges/status",
      "acme.cert-manager.io/orders/finalizers,challenges/finalizers",
      "/pods,services",
      "networking.k8s.io/ingresses",
      "gateway.networking.k8s.io/httproutes",
    ]);
  });

  test("the version that packages can build is checked by its own tool, and asked where it answers", async () => {
    const rendered = await make({ ...MANIFESTS, version: "1.11.5", replicas: 1 });
    const check = only(rendered, "kubernetes:batch/v1:Job").inputs.spec.template.spec;
    expect(check.containers[0].image).toBe("quay.io/jetstack/cert-manager-ctl:v1.11.5");
    const probeOf = (name: string) =>
      only(rendered, DEPLOYMENT, name).inputs.spec.template.spec.containers[0].readinessProbe
        ?.httpGet;
    expect(probeOf("cert-manager")).toEqual({ path: "/metrics", port: "metrics" });
    expect(probeOf("cert-manager-webhook")).toEqual({ path: "/healthz", port: "health" });
    expect(probeOf("cert-manager-cainjector")).toBeUndefined();
  });
});

test.each([
  ["chart", 1],
  ["package", 0],
] as const)("by %s, its pods are closed and its issuers come after it", async (mode, checks) => {
  const { version } = MANIFESTS;
  const issuers = { ca: { kind: "selfSigned" } } as const;
  const rendered = await make({ mode, namespace: "cert-manager", version, issuers });
  const jobs = rendered.filter(({ type }) => type === "kubernetes:batch/v1:Job");
  expect(jobs.length).toBe(checks);
  const policy = only(rendered, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "cert-manager");
  expect(policy.inputs.spec.podSelector).toEqual({
    matchLabels: { "app.kubernetes.io/instance": "cert-manager" },
  });
  expect(titles(rendered).filter((title) => title.includes("Issuer"))).toEqual([
    "ClusterIssuer ca",
    "Issuer ca-bootstrap",
  ]);
});

describe("what cannot work is refused", () => {
  const acme = {
    kind: "acme",
    server: "https://acme.example.com/directory",
    email: "tracing@example.com",
    solvers: [{ kind: "http01Ingress", className: "nginx" }],
  } as const;
  const gateway = { kind: "http01Gateway", gateway: { name: "g", namespace: "n" } } as const;
  test.each<[CertManagerArgs, string]>([
    [{ ...MANIFESTS, version: "1.18.2" }, 'version is "1.18.2"; give 1.19.0 or later, or 1.11.5.'],
    [{ ...MANIFESTS, replicas: 0 }, "replicas is 0; give a whole number, 1 or more."],
    [
      { ...MANIFESTS, version: "1.11.5", issuers: { a: { ...acme, solvers: [gateway] } } },
      'version is "1.11.5"; give a later one: it proves no names by a Gateway.',
    ],
    [
      { ...EXISTING, issuers: { A: { kind: "ca", secret: "s" } } },
      'issuers.A is "A"; give a name of small letters, digits, dots and -, 57 at most.',
    ],
    [
      { ...EXISTING, issuers: { a: { kind: "selfSigned", years: 0.5 } } },
      "issuers.a.years is 0.5; give a whole number, 1 to 30.",
    ],
    [
      { ...EXISTING, issuers: { a: { ...acme, server: "http://acme.example.com" } } },
      'issuers.a.server is "http://acme.example.com"; give the address of a directory, ' +
        "such as https://acme-v02.api.letsencrypt.org/directory.",
    ],
    [
      { ...EXISTING, issuers: { a: { ...acme, email: "nobody" } } },
      'issuers.a.email is "nobody"; give an address such as tracing@example.com.',
    ],
    [
      { ...EXISTING, issuers: { a: { ...acme, solvers: [] } } },
      "issuers.a.solvers is []; give at least one.",
    ],
    [
      { ...EXISTING, issuers: { a: { ...acme, solvers: [...acme.solvers, ...acme.solvers] } } },
      'issuers.a.solvers is "2 without zones"; give one solver for every name at most: ' +
        "of two, nobody knows which is taken.",
    ],
  ])("%j", async (args, problem) => {
    const message = `CertManager "cert-manager": ${problem}`;
    await expect(make(args)).rejects.toMatchObject({ message });
  });
});
