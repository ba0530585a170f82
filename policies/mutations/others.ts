import { list, type Manifest } from "../objects";
import { change, type Mutation, type Platform } from "./mutation";

type Edits = Record<string, [meant: string, edit: (manifest: Manifest) => void]>;

/** As an object has it whose name is written in the program. */
function keepName({ metadata }: Manifest): void {
  delete metadata.annotations["pulumi.com/autonamed"];
}

/** By kind: what can be done to each object of it. */
const BY_KIND: Record<string, Edits> = {
  Service: {
    "selects nothing": ["service-selects-pods", ({ spec }) => (spec.selector = { app: "missing" })],
    "leads to a missing port": [
      "service-port-exists",
      ({ spec }) => (spec.ports[0].targetPort = "missing"),
    ],
    "takes addresses of others": [
      "no-external-ips",
      ({ spec }) => (spec.externalIPs = ["192.0.2.1"]),
    ],
    "open on every node": ["no-node-port", ({ spec }) => (spec.type = "NodePort")],
    "open to the world": ["no-open-load-balancer", ({ spec }) => (spec.type = "LoadBalancer")],
  },
  PodDisruptionBudget: {
    "lets none go": ["budget-leaves-room", ({ spec }) => (spec.maxUnavailable = 0)],
    "wants all": [
      "budget-leaves-room",
      ({ spec }) => Object.assign(spec, { maxUnavailable: undefined, minAvailable: "100%" }),
    ],
    "without a limit": ["budget-has-one-limit", ({ spec }) => delete spec.maxUnavailable],
    "with two limits": ["budget-has-one-limit", ({ spec }) => (spec.minAvailable = 1)],
    "holds broken pods": [
      "budget-has-one-limit",
      ({ spec }) => delete spec.unhealthyPodEvictionPolicy,
    ],
    "of other pods": [
      "disruption-budget",
      ({ spec }) => (spec.selector.matchLabels = { app: "other" }),
    ],
  },
  HorizontalPodAutoscaler: {
    "lets one be alone": ["served-by-two-pods", ({ spec }) => (spec.minReplicas = 1)],
    "without room": ["autoscaler-has-room", ({ spec }) => (spec.maxReplicas = spec.minReplicas)],
    "of what is missing": [
      "autoscaler-target-exists",
      ({ spec }) => (spec.scaleTargetRef.name = "missing"),
    ],
    "by what is not asked for": [
      "autoscaler-metric-has-request",
      ({ spec }) =>
        spec.metrics.push({
          type: "Resource",
          resource: {
            name: "ephemeral-storage",
            target: { type: "Utilization", averageUtilization: 80 },
          },
        }),
    ],
  },
  ConfigMap: { "keeps its name": ["configuration-reaches-pods", keepName] },
  Secret: { "keeps its name": ["configuration-reaches-pods", keepName] },
  ServiceAccount: {
    "mounts tokens": [
      "service-account-mounts-no-token",
      (one) => (one.automountServiceAccountToken = true),
    ],
  },
  Certificate: {
    "for a year": ["certificate-is-short-lived", ({ spec }) => (spec.duration = "8760h")],
    "without an issuer": ["certificate-has-issuer", ({ spec }) => delete spec.issuerRef],
    "that keeps its key": [
      "certificate-key-is-renewed",
      ({ spec }) => (spec.privateKey.rotationPolicy = "Never"),
    ],
    "for no server": [
      "certificate-server-may-serve",
      ({ spec }) => (spec.usages = ["client auth"]),
    ],
    "in another Secret": ["tls-secret-has-certificate", ({ spec }) => (spec.secretName = "other")],
    "with another name": [
      "certificate-covers-names",
      ({ spec }) => (spec.dnsNames = ["other.example.com"]),
    ],
  },
  Role: {
    "with every verb": ["no-wildcard-rights", ({ rules }) => (rules[0].verbs = ["*"])],
    "with every resource": ["no-wildcard-rights", ({ rules }) => (rules[0].resources = ["*"])],
    "reads Secrets": [
      "no-secret-rights",
      ({ rules }) => rules.push({ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }),
    ],
    "runs commands": [
      "no-exec-rights",
      ({ rules }) => rules.push({ apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }),
    ],
    "makes pods": [
      "no-workload-rights",
      ({ rules }) => rules.push({ apiGroups: [""], resources: ["pods"], verbs: ["create"] }),
    ],
    "gives rights away": [
      "no-escalation-rights",
      ({ rules }) =>
        rules.push({
          apiGroups: ["rbac.authorization.k8s.io"],
          resources: ["roles"],
          verbs: ["escalate"],
        }),
    ],
    "without its rights": ["rights-of-product", (one) => (one.rules = [])],
  },
  RoleBinding: {
    "of a missing account": [
      "role-binding-resolves",
      ({ subjects }) => (subjects[0].name = "missing"),
    ],
    "of a missing Role": ["role-binding-resolves", ({ roleRef }) => (roleRef.name = "missing")],
    "of cluster-admin": [
      "no-cluster-admin",
      ({ roleRef }) => Object.assign(roleRef, { kind: "ClusterRole", name: "cluster-admin" }),
    ],
    "for everyone": [
      "no-anonymous-binding",
      (one) =>
        (one.subjects = [
          { kind: "Group", name: "system:authenticated", apiGroup: "rbac.authorization.k8s.io" },
        ]),
    ],
  },
  Ingress: {
    "without TLS": ["ingress-has-tls", ({ spec }) => delete spec.tls],
    "for any host": ["ingress-host-is-exact", ({ spec }) => (spec.rules[0].host = "*.example.com")],
    "to a missing Service": [
      "ingress-backend-exists",
      ({ spec }) => (spec.rules[0].http.paths[0].backend.service.name = "missing"),
    ],
    "to a missing port": [
      "ingress-backend-exists",
      ({ spec }) => (spec.rules[0].http.paths[0].backend.service.port.number = 1),
    ],
    "with a snippet": [
      "no-ingress-snippet",
      ({ metadata }) => (metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"] = "x"),
    ],
  },
  Namespace: {
    "admits everything": [
      "namespace-pod-security",
      ({ metadata }) => (metadata.labels["pod-security.kubernetes.io/enforce"] = "privileged"),
    ],
    "warns nobody": [
      "namespace-pod-security",
      ({ metadata }) => delete metadata.labels["pod-security.kubernetes.io/warn"],
    ],
    "without a version": [
      "namespace-pod-security",
      ({ metadata }) => delete metadata.labels["pod-security.kubernetes.io/enforce-version"],
    ],
  },
};

/** Lines of files in ConfigMaps, each with what it becomes and who has to notice. */
const LINES: [from: RegExp, to: string, meant: string][] = [
  [/xpack\.security\.enabled: true/, "xpack.security.enabled: false", "elasticsearch-is-locked"],
  [/http\.ssl\.enabled: true/, "http.ssl.enabled: false", "elasticsearch-is-locked"],
  [/transport\.ssl\.enabled: true/, "transport.ssl.enabled: false", "elasticsearch-is-locked"],
  [/skywalking-elasticsearch-nodes"\]/, 'other-nodes"]', "elasticsearch-finds-members"],
  [/,"skywalking-elasticsearch-2"/, "", "elasticsearch-first-masters"],
  [/verification_mode: "certificate"/, 'verification_mode: "none"', "no-skip-verify"],
];

/** Values of variables, each with what it becomes and who has to notice. */
const VALUES: [variable: string, to: string, meant: string][] = [
  ["SW_CLUSTER", "standalone", "oap-cluster-has-coordinator"],
  ["SW_CLUSTER_K8S_NAMESPACE", "default", "oap-knows-itself"],
  ["SW_CLUSTER_K8S_LABEL", "app=other", "oap-knows-itself"],
  ["SW_CORE_RECORD_DATA_TTL", "0", "oap-keeps-data-for-a-while"],
  ["SW_STORAGE", "", "oap-storage-is-explicit"],
  ["SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER", "0", "oap-traces-are-replicated"],
  ["SW_STORAGE_ES_INDEX_SHARDS_NUMBER", "90", "oap-shards-fit"],
  ["SW_RECEIVER_GRPC_PORT", "0", "oap-receiver-has-own-port"],
  ["ES_JAVA_OPTS", "-Xms8g -Xmx8g", "elasticsearch-heap-fits"],
];

/** Every way to break what is no pod, or to lose it. */
export function otherMutations(platform: Platform): Mutation[] {
  return [...platform].flatMap(([title, manifest]) => [
    ...Object.entries(BY_KIND[manifest.kind] ?? {}).map(([what, [meant, edit]]) =>
      change(title, [what, meant], edit),
    ),
    ...(manifest.metadata.namespace === undefined
      ? []
      : [
          change(
            title,
            ["without a namespace", "explicit-name-and-namespace"],
            ({ metadata }) => delete metadata.namespace,
          ),
          change(
            title,
            ["in the default namespace", "no-default-namespace"],
            ({ metadata }) => (metadata.namespace = "default"),
          ),
        ]),
    ...policies(title, manifest),
    ...lines(title, manifest),
    ...values(title, manifest),
    ...lost(title, manifest),
  ]);
}

function policies(title: string, { kind, spec }: Manifest): Mutation[] {
  if (kind !== "NetworkPolicy" || Object.keys(spec.podSelector).length === 0) return [];
  return [
    change(
      title,
      ["selects nothing", "network-policy-selects-pods"],
      (one) => (one.spec.podSelector.matchLabels = { app: "missing" }),
    ),
    change(
      title,
      ["lets its pods do nothing", "network-policy-lets-calls-pass"],
      (one) => (one.spec.podSelector.matchLabels = { app: "missing" }),
    ),
    ...["ingress", "egress"].flatMap((way) =>
      list(spec[way]).flatMap((rule, index) => {
        const peers = way === "ingress" ? "from" : "to";
        const ports = list(rule.ports)
          .map(({ port }) => port)
          .join(", ");
        return [
          change(
            title,
            [`${way} ${index}, ${ports}, open to everyone`, "no-open-network-policy"],
            (one) => (one.spec[way][index][peers] = []),
          ),
          change(title, [`${way} ${index}, ${ports}, is gone`, meantBy(rule, way)], (one) =>
            one.spec[way].splice(index, 1),
          ),
          change(
            title,
            [
              `${way} ${index}, ${ports}, shifted`,
              way === "ingress" ? "network-policy-port-exists" : meantBy(rule, way),
            ],
            (one) => (one.spec[way][index].ports = [{ port: 19999 }]),
          ),
        ];
      }),
    ),
  ];
}

/** Who notices that a rule of a NetworkPolicy lets nothing through any more. */
function meantBy({ ports, from, to }: Manifest, way: string): string {
  if (list(ports).some(({ port }) => port === 53)) return "network-policy-lets-names-resolve";
  const isOutside = [...list(from), ...list(to)].some(({ ipBlock }) => ipBlock);
  if (isOutside) return "api-server-only-with-token";
  const isAgents = list(from).some(
    ({ namespaceSelector, podSelector }) => namespaceSelector && !podSelector,
  );
  return way === "ingress" && isAgents
    ? "network-policy-lets-publishers-in"
    : "network-policy-lets-calls-pass";
}

function lines(title: string, { kind, data }: Manifest): Mutation[] {
  if (kind !== "ConfigMap") return [];
  return Object.entries<string>(data ?? {}).flatMap(([file, text]) =>
    LINES.filter(([from]) => from.test(text)).map(([from, to, meant]) =>
      change(
        title,
        [`${file} says ${to || "less"}`, meant],
        (one) => (one.data[file] = text.replace(from, to)),
      ),
    ),
  );
}

function values(title: string, { spec }: Manifest): Mutation[] {
  const [main] = list(spec?.template?.spec?.containers);
  return VALUES.flatMap(([variable, to, meant]) => {
    const index = list(main?.env).findIndex(
      ({ name, value }) => name === variable && value !== undefined,
    );
    return index < 0 || title.startsWith("Job ")
      ? []
      : [
          change(
            title,
            [`${variable} is "${to}"`, meant],
            (one) => (one.spec.template.spec.containers[0].env[index].value = to),
          ),
        ];
  });
}

/** Kinds that others need, and who notices when one is gone. */
const NEEDED: Record<string, string> = {
  ConfigMap: "reference-exists",
  Secret: "reference-exists",
  ServiceAccount: "service-account-exists",
  PodDisruptionBudget: "disruption-budget",
  LimitRange: "namespace-has-quota",
  ResourceQuota: "namespace-has-quota",
  Role: "role-binding-resolves",
  Certificate: "tls-secret-has-certificate",
  Job: "oap-schema-is-made-once",
};

function lost(title: string, { kind }: Manifest): Mutation[] {
  const meant =
    title === "NetworkPolicy default-deny" ? "namespace-denies-by-default" : NEEDED[kind];
  if (meant === undefined) return [];
  return [{ title: `${title}: is gone`, meant, apply: (platform) => void platform.delete(title) }];
}
