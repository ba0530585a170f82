import type * as pulumi from "@pulumi/pulumi";
import { type Images, imageOf, pullSecretsOf } from "../kit/image";
import { type Placement, placed } from "../kit/placement";
import { containerPorts, type Ports } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { Resources } from "../kit/size";
import { isRecent } from "./versions";

/** A program of cert-manager. */
export type Program = "controller" | "webhook" | "cainjector";

/** Port where the API server asks the webhook, in the pods; the Service has 443. */
export const WEBHOOK_PORT = 10250;

/** What the pods are told. */
export interface Told {
  version: string;
  resources: Readonly<Record<Program, Resources>>;
  images?: Images;
  placement?: Placement;
  /** How names are proven to ACME servers; none without ACME. */
  ways: readonly ("ingress" | "gateway" | "dns")[];
  /** Secret with the CA of the webhook. */
  webhookCa: string;
  /** Name of the Service of the webhook. */
  webhook: string;
}

/** Spec of the pods of a program: the program alone, on a read-only root. */
export function podSpec(program: Program, told: Told, account: pulumi.Input<string>) {
  const { version, resources, images } = told;
  const { args, ports, probes } = PARTS[program](told);
  return {
    ...podOf(told, account),
    containers: [
      {
        name: program,
        ...imageOf(`quay.io/jetstack/cert-manager-${program}`, `v${version}`, images),
        args,
        env: OWN_NAMESPACE,
        ...(Object.keys(ports).length === 0 ? {} : { ports: containerPorts(ports) }),
        resources: resources[program],
        securityContext: CONTAINER_SECURITY,
        ...probes,
      },
    ],
  };
}

/**
 * Spec of a pod that ends when the webhook answers and the API server trusts it.
 * @see https://cert-manager.io/docs/reference/cmctl/#check
 */
export function checkSpec(told: Told, account: pulumi.Input<string>) {
  const { version, images } = told;
  const program = isRecent(version) ? "startupapicheck" : "ctl";
  return {
    ...podOf(told, account),
    restartPolicy: "OnFailure",
    containers: [
      {
        name: "check",
        ...imageOf(`quay.io/jetstack/cert-manager-${program}`, `v${version}`, images),
        args: ["check", "api", "--wait=5m"],
        env: OWN_NAMESPACE,
        resources: CHECK_RESOURCES,
        securityContext: CONTAINER_SECURITY,
      },
    ],
  };
}

const OWN_NAMESPACE = [
  { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
];

const CHECK_RESOURCES: Resources = {
  requests: { cpu: "10m", memory: "32Mi" },
  limits: { cpu: "200m", memory: "128Mi" },
};

function podOf({ images, placement }: Told, account: pulumi.Input<string>) {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: 30,
    ...pullSecretsOf(images),
    ...placed(placement),
  };
}

interface Part {
  args: pulumi.Input<string>[];
  ports: Ports;
  probes: object;
}

const LEADS = ["--leader-election-namespace=$(POD_NAMESPACE)"];

const PARTS: Readonly<Record<Program, (told: Told) => Part>> = {
  controller: ({ version, ways, images }) => ({
    args: [
      "--v=2",
      "--cluster-resource-namespace=$(POD_NAMESPACE)",
      ...LEADS,
      `--controllers=${["*", ...switchedOff(ways)].join(",-")}`,
      ...(ways.includes("ingress") || ways.includes("gateway")
        ? [`--acme-http01-solver-image=${solver(version, images)}`]
        : []),
      ...(ways.includes("gateway") ? ["--enable-gateway-api"] : []),
    ],
    ports: isRecent(version) ? { metrics: 9402, health: 9403 } : { metrics: 9402 },
    probes: isRecent(version)
      ? { ...asked("metrics"), livenessProbe: http("/livez", "health", 8) }
      : asked("metrics"),
  }),
  webhook: ({ webhook, webhookCa }) => ({
    args: [
      "--v=2",
      `--secure-port=${WEBHOOK_PORT}`,
      "--dynamic-serving-ca-secret-namespace=$(POD_NAMESPACE)",
      `--dynamic-serving-ca-secret-name=${webhookCa}`,
      ...["", ".$(POD_NAMESPACE)", ".$(POD_NAMESPACE).svc"].map(
        (domain) => `--dynamic-serving-dns-names=${webhook}${domain}`,
      ),
    ],
    ports: { https: WEBHOOK_PORT, health: 6080 },
    probes: {
      startupProbe: { ...http("/livez", "health", 24), periodSeconds: 5 },
      readinessProbe: http("/healthz", "health", 3),
      livenessProbe: http("/livez", "health", 8),
    },
  }),
  // Before, it has no port that could be asked.
  cainjector: ({ version }) => ({
    args: ["--v=2", ...LEADS],
    ports: isRecent(version) ? { metrics: 9402 } : {},
    probes: isRecent(version) ? asked("metrics") : {},
  }),
};

/** What is not offered needs no rights: annotated Ingresses, Vault, Venafi, and ACME where nobody asks for it. */
function switchedOff(ways: Told["ways"]): string[] {
  const acme = ["orders", "challenges", "certificaterequests-issuer-acme"];
  return [
    "ingress-shim",
    ...(ways.includes("gateway") ? ["gateway-shim"] : []),
    "certificaterequests-issuer-vault",
    "certificaterequests-issuer-venafi",
    ...(ways.length === 0 ? acme : []),
  ];
}

function solver(version: string, images?: Images): string {
  return imageOf("quay.io/jetstack/cert-manager-acmesolver", `v${version}`, images).image;
}

/** Ready is who answers; alive is who still listens. */
function asked(port: string) {
  return {
    startupProbe: { ...http("/metrics", port, 24), periodSeconds: 5 },
    readinessProbe: http("/metrics", port, 3),
    livenessProbe: { tcpSocket: { port }, ...patience(8) },
  };
}

function http(path: string, port: string, failureThreshold: number) {
  return { httpGet: { path, port }, ...patience(failureThreshold) };
}

function patience(failureThreshold: number) {
  return { timeoutSeconds: 5, periodSeconds: 10, failureThreshold };
}
