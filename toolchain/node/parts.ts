/** What a real node consists of: the programs beside the control plane, with their settings. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  CONTROL_PLANE,
  type Layout,
  POD_RANGE,
  type PortName,
  type RealNode,
  fingerprintOf,
  kubeconfigFile,
  pkiFolder,
  programOf,
} from "../cluster/control-plane";
import { SERVICES, certificateFile, keyFile } from "../cluster/identities";
import type { Place, Program } from "../cluster/processes";
import { readIfThere, writePrivate } from "../files";
import { PAUSE } from "../images/recipes/cluster";
import type { Network } from "./network";
import { cniFolder, nodePath, programIn } from "./packages";

/** In the order of their start; the first one holds the namespaces in which all others run. */
export const PARTS = [
  "first-process",
  "containerd",
  ...CONTROL_PLANE,
  "kubelet",
  "kube-proxy",
  "volumes",
] as const;
export type Part = (typeof PARTS)[number];

/** Who calls the API server with a kubeconfig. */
export const NODE_USERS = [
  "admin",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
  "kube-proxy",
  "volumes",
] as const;

/** The node has its address for itself, so the usual ports are free. */
export const NODE_PORTS: ReadonlyMap<PortName, number> = new Map([
  ["etcd", 2379],
  ["etcd-peer", 2380],
  ["kube-apiserver", 6443],
  ["kube-controller-manager", 10257],
  ["kube-scheduler", 10259],
]);

export const PROXY_HEALTH_PORT = 10256;

/** Where CoreDNS answers: an address of the services' range. */
export const DNS_ADDRESS = "10.96.0.10";

/** Inside of the node, where nobody else has one. */
export const CONTAINERD_SOCKET = "/run/containerd/containerd.sock";

export interface NodeLayout extends Layout {
  node: RealNode;
  network: Network;
  /** Programs of Debian packages: see packages.ts. */
  layer: string;
  /** Name of the folder of its control groups. */
  cgroup: string;
}

/** Where a PersistentVolume's data are, one folder each. */
export const volumesFolder = ({ state }: Pick<Layout, "state">) => join(state, "volumes");

/** What to run; `inside` enters the node's namespaces. */
export function partProgram(layout: NodeLayout, part: Part, inside: Place): Program {
  if (part === "first-process") return firstProcess(layout);
  const component = CONTROL_PLANE.find((name) => name === part);
  if (component !== undefined)
    return { ...programOf(layout, component, NODE_PORTS), place: inside };
  const [command, ...args] = commandOf(layout, part);
  return { name: part, command, args, fingerprint: fingerprintOf(command, args), place: inside };
}

/** Makes the namespaces and stays in them. */
function firstProcess(layout: NodeLayout): Program {
  const { state, layer, node, network } = layout;
  const places = [join(__dirname, "first-process.sh"), state, layer];
  const args = [...places, node.name, network.link, network.machine, network.node, SERVICES.range];
  const spaces = ["--mount", "--net", "--pid", "--ipc", "--uts"];
  return {
    name: "first-process",
    command: "/bin/sh",
    args: [...args, String(process.pid)],
    fingerprint: fingerprintOf("/bin/sh", args),
    place: { enter: withPath("unshare", ...spaces, "--fork", "--kill-child", "--"), proc: "/proc" },
  };
}

/** How a program gets into the namespaces of the process. */
export function insideOf(pid: number): Place {
  const spaces = ["--mount", "--net", "--pid", "--ipc", "--uts"];
  return {
    enter: withPath("nsenter", "--target", String(pid), ...spaces, "--"),
    proc: "/run/host-proc",
  };
}

const withPath = (...command: string[]) => ["env", `PATH=${nodePath()}`, ...command];

function commandOf(layout: NodeLayout, part: Part): readonly [string, ...string[]] {
  const { layer, bin, node } = layout;
  const settings = (name: string) => `--config=${settingsFile(layout, name)}`;
  if (part === "containerd") return [programIn(layer, "containerd"), settings("containerd.toml")];
  if (part === "kube-proxy") return [join(bin, "kube-proxy"), settings("kube-proxy.json")];
  if (part === "kubelet") {
    return [
      join(bin, "kubelet"),
      settings("kubelet.json"),
      `--kubeconfig=${kubeconfigFile(layout, "kubelet")}`,
      `--root-dir=${join(layout.state, "kubelet")}`,
      `--hostname-override=${node.name}`,
      `--node-ip=${node.address}`,
      `--node-labels=${Object.entries(LABELS)
        .map(([name, value]) => `${name}=${value}`)
        .join(",")}`,
    ];
  }
  return [
    process.execPath,
    "--import",
    `file://${require.resolve("tsx")}`,
    join(__dirname, "provisioner.ts"),
    kubeconfigFile(layout, "volumes"),
    volumesFolder(layout),
    node.name,
  ];
}

/** What the platform's node selectors and spread constraints ask for. */
const LABELS = {
  apm: "skywalking",
  "topology.kubernetes.io/region": "local",
  "topology.kubernetes.io/zone": "zone-a",
} as const;

const settingsFile = ({ state }: Layout, name: string) => join(state, "settings", name);

/** Writes the settings of every program; a file whose content stays is left alone. */
export function writeSettings(layout: NodeLayout): void {
  mkdirSync(join(layout.state, "settings", "cni"), { recursive: true, mode: 0o700 });
  mkdirSync(volumesFolder(layout), { recursive: true, mode: 0o700 });
  const files = {
    "containerd.toml": containerdSettings(layout),
    "cni/10-bridge.conflist": json(CNI),
    "kubelet.json": json(kubeletSettings(layout)),
    "kube-proxy.json": json(proxySettings(layout)),
    // There is no way out of the node, so there is nobody to ask.
    "resolv.conf": "",
  };
  for (const [name, content] of Object.entries(files)) {
    const file = settingsFile(layout, name);
    if (readIfThere(file) !== content) writePrivate(file, content);
  }
}

const json = (content: unknown) => `${JSON.stringify(content, undefined, 2)}\n`;

/** https://github.com/containerd/containerd/blob/v1.6.20/docs/cri/config.md */
const containerdSettings = (layout: NodeLayout) => `version = 2
root = ${JSON.stringify(join(layout.state, "containerd"))}
state = "/run/containerd"
oom_score = 0

[grpc]
  address = "${CONTAINERD_SOCKET}"

[plugins."io.containerd.internal.v1.opt"]
  path = ${JSON.stringify(join(layout.state, "containerd-opt"))}

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE.name}"
  # Without CAP_SYS_RESOURCE nobody may lower a score.
  restrict_oom_score_adj = true
  disable_apparmor = true

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${cniFolder(layout.layer)}"
    conf_dir = ${JSON.stringify(settingsFile(layout, "cni"))}
`;

const CNI = {
  cniVersion: "0.4.0",
  name: "bridge",
  plugins: [
    {
      type: "bridge",
      bridge: "cni0",
      isDefaultGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: {
        type: "host-local",
        dataDir: "/run/cni",
        // The first /24 of the pod addresses is the one that this only node gets.
        ranges: [[{ subnet: POD_RANGE.replace(/\/16$/, "/24") }]],
      },
    },
    { type: "portmap", capabilities: { portMappings: true } },
  ],
};

/** https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
function kubeletSettings(layout: NodeLayout) {
  const pki = pkiFolder(layout);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: layout.node.address,
    healthzPort: 0,
    readOnlyPort: 0,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: certificateFile(pki, "ca") },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: certificateFile(pki, "kubelet-server"),
    tlsPrivateKeyFile: keyFile(pki, "kubelet-server"),
    containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
    // With the default, a minute, a changed Secret is in its pods after one or two.
    syncFrequency: "10s",
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${layout.cgroup}`,
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    clusterDNS: [DNS_ADDRESS],
    clusterDomain: "cluster.local",
    resolvConf: settingsFile(layout, "resolv.conf"),
    podLogsDir: join(layout.state, "pod-logs"),
    volumePluginDir: join(layout.state, "volume-plugins"),
    // The disk is the machine's: how full it may be is not this node's to say, nor are images to be had again.
    evictionHard: {
      "memory.available": "100Mi",
      "nodefs.available": "1%",
      "nodefs.inodesFree": "1%",
      "imagefs.available": "1%",
    },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
  };
}

/** https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/ */
const proxySettings = (layout: NodeLayout) => ({
  apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
  kind: "KubeProxyConfiguration",
  bindAddress: layout.node.address,
  clientConnection: { kubeconfig: kubeconfigFile(layout, "kube-proxy") },
  clusterCIDR: POD_RANGE,
  // Limits of connection tracking are the whole kernel's.
  conntrack: { maxPerCore: 0 },
  healthzBindAddress: `${layout.node.address}:${PROXY_HEALTH_PORT}`,
  hostnameOverride: layout.node.name,
  metricsBindAddress: "127.0.0.1:10249",
  mode: "iptables",
  oomScoreAdj: 0,
});
