/** The programs of a local cluster and their flags: every listener on one private address, every caller with a certificate. */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { SERVICES, certificateFile, keyFile, tokenCheckFile } from "./identities";
import { LOOPBACK } from "./ports";
import type { Program } from "./processes";

/** What every cluster has. In the order of their start. */
export const CONTROL_PLANE = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
] as const;

/** The cluster with simulated nodes. */
export const COMPONENTS = [...CONTROL_PLANE, "kwok"] as const;
export type Component = (typeof COMPONENTS)[number];

/** Listeners that need a port; kwok listens on nothing. */
export const PORT_NAMES = [
  "etcd",
  "etcd-peer",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
] as const;
export type PortName = (typeof PORT_NAMES)[number];

/** Components that call the API server with a kubeconfig; `admin` is for people and Pulumi. */
export const API_USERS = ["admin", "kube-controller-manager", "kube-scheduler", "kwok"] as const;

/** Pod addresses; each node gets a /24, room for 254 pods. */
export const POD_RANGE = "10.244.0.0/16";

/** Where everything of one cluster is. */
export interface Layout {
  /** Folder of the state. */
  state: string;
  /** Folder of the binaries. */
  bin: string;
  /** Folder of kwok's stage files. */
  stages: string;
  /** What some programs are told last; where a flag comes twice, this one counts. */
  flags?: Partial<Record<Component, readonly string[]>>;
  /** The real node that everything runs on. Absent: it runs beside this program, and the nodes are simulated. */
  node?: RealNode;
}

export interface RealNode {
  name: string;
  /** The one address that everything listens on. */
  address: string;
}

export const hostOf = ({ node }: Layout) => node?.address ?? LOOPBACK;

export const pkiFolder = ({ state }: Layout) => join(state, "pki");

/** The kubeconfig of one user of the API. */
export const kubeconfigFile = ({ state }: Layout, user: string) =>
  user === "admin" ? join(state, "kubeconfig") : join(state, "kubeconfigs", user);

/** What to run for one component. */
export function programOf(
  layout: Layout,
  component: Component,
  ports: ReadonlyMap<PortName, number>,
): Program {
  const command = join(layout.bin, component);
  const own = FLAGS[component](layout, (name) => portOf(ports, name));
  const args = [...own, ...(layout.flags?.[component] ?? [])];
  return { name: component, command, args, fingerprint: fingerprintOf(command, args) };
}

/** `https://127.0.0.1:<port>` of a listener. */
export const addressOf = (
  ports: ReadonlyMap<PortName, number>,
  name: PortName,
  host: string = LOOPBACK,
) => `https://${host}:${portOf(ports, name)}`;

function portOf(ports: ReadonlyMap<PortName, number>, name: PortName): number {
  const port = ports.get(name);
  if (port === undefined) throw new Error(`no port was chosen for ${name}`);
  return port;
}

type Flags = (layout: Layout, port: (name: PortName) => number) => string[];

const FLAGS: Record<Component, Flags> = {
  etcd: (layout, port) => {
    const pki = pkiFolder(layout);
    const client = `https://${hostOf(layout)}:${port("etcd")}`;
    const peer = `https://${hostOf(layout)}:${port("etcd-peer")}`;
    return [
      `--data-dir=${join(layout.state, "etcd")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      ...["", "peer-"].flatMap((kind) => [
        `--${kind}cert-file=${certificateFile(pki, "etcd")}`,
        `--${kind}key-file=${keyFile(pki, "etcd")}`,
        `--${kind}trusted-ca-file=${certificateFile(pki, "etcd-ca")}`,
        `--${kind}client-cert-auth`,
      ]),
      "--unsafe-no-fsync",
      "--log-level=warn",
    ];
  },

  "kube-apiserver": (layout, port) => {
    const pki = pkiFolder(layout);
    return [
      `--bind-address=${hostOf(layout)}`,
      `--advertise-address=${hostOf(layout)}`,
      `--secure-port=${port("kube-apiserver")}`,
      ...servingFlags(pki, "kube-apiserver"),
      `--etcd-servers=https://${hostOf(layout)}:${port("etcd")}`,
      `--etcd-cafile=${certificateFile(pki, "etcd-ca")}`,
      `--etcd-certfile=${certificateFile(pki, "etcd-client")}`,
      `--etcd-keyfile=${keyFile(pki, "etcd-client")}`,
      ...(layout.node === undefined
        ? // A loopback address is no valid endpoint, so the `kubernetes` Service gets none.
          ["--endpoint-reconciler-type=none"]
        : kubeletFlags(pki)),
      `--service-cluster-ip-range=${SERVICES.range}`,
      "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
      `--service-account-signing-key-file=${keyFile(pki, "service-account")}`,
      `--service-account-key-file=${tokenCheckFile(pki)}`,
      "--authorization-mode=Node,RBAC",
      "--anonymous-auth=false",
      "--enable-admission-plugins=NodeRestriction",
      "--allow-privileged=true",
      // Aggregated APIs. Simulated nodes have no pod network: the Service of an APIService reaches a program on this
      // machine when its type is ExternalName and its name `localhost`. Aggregator routing would go to
      // endpoints instead, which may not be loopback addresses.
      ...frontProxyFlags(pki),
      "--requestheader-extra-headers-prefix=X-Remote-Extra-",
      "--requestheader-group-headers=X-Remote-Group",
      "--requestheader-username-headers=X-Remote-User",
      `--proxy-client-cert-file=${certificateFile(pki, "front-proxy-client")}`,
      `--proxy-client-key-file=${keyFile(pki, "front-proxy-client")}`,
      "--profiling=false",
    ];
  },

  "kube-controller-manager": (layout, port) => {
    const pki = pkiFolder(layout);
    return [
      ...controllerFlags(layout, "kube-controller-manager", port),
      "--use-service-account-credentials=true",
      // The default of 20 calls per second makes its own start last 5 s.
      "--kube-api-qps=500",
      "--kube-api-burst=1000",
      `--service-account-private-key-file=${keyFile(pki, "service-account")}`,
      `--root-ca-file=${certificateFile(pki, "ca")}`,
      `--cluster-signing-cert-file=${certificateFile(pki, "ca")}`,
      `--cluster-signing-key-file=${keyFile(pki, "ca")}`,
      "--allocate-node-cidrs=true",
      `--cluster-cidr=${POD_RANGE}`,
      `--service-cluster-ip-range=${SERVICES.range}`,
    ];
  },

  "kube-scheduler": (layout, port) => controllerFlags(layout, "kube-scheduler", port),

  kwok: (layout) => [
    `--kubeconfig=${kubeconfigFile(layout, "kwok")}`,
    "--manage-all-nodes=true",
    "--node-lease-duration-seconds=40",
    // At its usual level it writes a line per node every 10 s.
    "--v=WARN",
    ...stageFiles(layout).map((file) => `--config=${file}`),
  ],
};

function controllerFlags(
  layout: Layout,
  name: "kube-controller-manager" | "kube-scheduler",
  port: (name: PortName) => number,
): string[] {
  const pki = pkiFolder(layout);
  const kubeconfig = kubeconfigFile(layout, name);
  return [
    `--bind-address=${hostOf(layout)}`,
    `--secure-port=${port(name)}`,
    ...servingFlags(pki, `${name}-server`),
    ...frontProxyFlags(pki),
    ...["", "authentication-", "authorization-"].map((use) => `--${use}kubeconfig=${kubeconfig}`),
    "--leader-elect=false",
    "--profiling=false",
  ];
}

const servingFlags = (pki: string, name: string) => [
  `--tls-cert-file=${certificateFile(pki, name)}`,
  `--tls-private-key-file=${keyFile(pki, name)}`,
  `--client-ca-file=${certificateFile(pki, "ca")}`,
];

const frontProxyFlags = (pki: string) => [
  `--requestheader-client-ca-file=${certificateFile(pki, "front-proxy-ca")}`,
  "--requestheader-allowed-names=front-proxy-client",
];

const kubeletFlags = (pki: string) => [
  `--kubelet-certificate-authority=${certificateFile(pki, "ca")}`,
  `--kubelet-client-certificate=${certificateFile(pki, "kubelet-client")}`,
  `--kubelet-client-key=${keyFile(pki, "kubelet-client")}`,
  "--kubelet-preferred-address-types=InternalIP",
];

/** How fake nodes, pods and volumes come to life. */
function stageFiles({ stages }: Layout): string[] {
  const names = readdirSync(stages).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => join(stages, name));
}

/** Changes with the binary, the flags, and the content of every file that a flag names. */
export function fingerprintOf(command: string, args: readonly string[]): string {
  const { size, mtimeMs } = statSync(realpathSync(command));
  const hash = createHash("sha256").update(JSON.stringify([size, mtimeMs, args]));
  for (const arg of args) {
    const file = arg.slice(arg.indexOf("=") + 1);
    if (file.startsWith("/") && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      hash.update(readFileSync(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
