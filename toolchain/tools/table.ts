/** Every tool: which versions fit, where its official release is, how it is built. */

import { join } from "node:path";
import { devDependencies } from "../../package.json";
import { goBuild, ownProgram } from "./build";
import { FOLDERS } from "../folders";
import type { Download, DownloadedFile, Tool } from "./tool";

const ARCH = process.arch === "x64" ? "amd64" : process.arch;
const OS = process.platform;
const UNIX = (OS === "linux" || OS === "darwin") && (ARCH === "amd64" || ARCH === "arm64");

/** The newest CLI and provider that build from their modules; the official ones follow package.json. */
const PULUMI_BUILD = "3.259.0";
const PROVIDER_BUILD = "2.0.0";
const KUBERNETES = "1.34.2";
const ETCD = "3.6.5";
const KWOK = "0.8.0";

const VERSION_OF_PULUMI = {
  "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${PULUMI_BUILD}`,
};
const VERSION_OF_KUBERNETES = {
  "k8s.io/component-base/version.gitVersion": `v${KUBERNETES}`,
  "k8s.io/component-base/version.gitMajor": "1",
  "k8s.io/component-base/version.gitMinor": KUBERNETES.split(".")[1] ?? "",
};

/** The CLI with its Node language host: they have to understand each other, so both come from one place. */
const pulumi: Tool = {
  name: "pulumi",
  binaries: ["pulumi", "pulumi-language-nodejs"],
  tells: { args: ["version"], pattern: /^v(\S+)/m },
  installed: { where: "PATH", fits: { from: "3.219.0", below: "4.0.0" } },
  ...release(UNIX, devDependencies["@pulumi/pulumi"], (version) => {
    const archive = `pulumi-v${version}-${OS}-${ARCH === "amd64" ? "x64" : ARCH}.tar.gz`;
    const members = { pulumi: "pulumi/pulumi", host: "pulumi/pulumi-language-nodejs" };
    return onGitHub(
      { repository: "pulumi/pulumi", version, asset: archive },
      {
        checksums: `pulumi-${version}-checksums.txt`,
        holds: { pulumi: members.pulumi, "pulumi-language-nodejs": members.host },
      },
    );
  }),
  build: goBuild(PULUMI_BUILD, 3, [
    {
      module: "pulumi",
      packages: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
      variables: VERSION_OF_PULUMI,
    },
    {
      module: "pulumi-language-nodejs",
      packages: {
        "pulumi-language-nodejs":
          "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      },
      variables: VERSION_OF_PULUMI,
    },
  ]),
};

/** The build is the newest release whose module can be built by itself, of 2020: plain objects only, no server-side apply. */
const kubernetesPlugin: Tool = {
  name: "pulumi-resource-kubernetes",
  binaries: ["pulumi-resource-kubernetes"],
  ...plugin("kubernetes", devDependencies["@pulumi/kubernetes"]),
  build: goBuild(PROVIDER_BUILD, 1, [
    {
      module: "pulumi-resource-kubernetes",
      packages: {
        "pulumi-resource-kubernetes":
          "github.com/pulumi/pulumi-kubernetes/provider/v2/cmd/pulumi-resource-kubernetes",
      },
      variables: {
        "github.com/pulumi/pulumi-kubernetes/provider/v2/pkg/version.Version": `v${PROVIDER_BUILD}`,
      },
    },
  ]),
};

const randomPlugin: Tool = {
  name: "pulumi-resource-random",
  binaries: ["pulumi-resource-random"],
  ...plugin("random", devDependencies["@pulumi/random"]),
  build: ownProgram("pulumi-resource-random", join(FOLDERS.root, "toolchain", "random", "main.ts")),
};

const etcd: Tool = {
  name: "etcd",
  binaries: ["etcd"],
  tells: { args: ["--version"], pattern: /etcd Version: (\S+)/ },
  installed: { where: "PATH", fits: { from: "3.5.0", below: "4.0.0" } },
  ...release(UNIX, ETCD, (version) => {
    const folder = `etcd-v${version}-${OS}-${ARCH}`;
    return onGitHub(
      {
        repository: "etcd-io/etcd",
        version,
        asset: `${folder}.${OS === "linux" ? "tar.gz" : "zip"}`,
      },
      {
        checksums: "SHA256SUMS",
        holds: { etcd: `${folder}/etcd` },
      },
    );
  }),
  build: goBuild(ETCD, 1, [
    { module: "etcd", packages: { etcd: "go.etcd.io/etcd/server/v3" }, variables: {} },
  ]),
};

/** Its parts come from one release: no controller may be newer than the API server. */
const controlPlane: Tool = {
  name: "kubernetes",
  binaries: ["kube-apiserver", "kube-controller-manager", "kube-scheduler"],
  tells: { args: ["--version"], pattern: /^Kubernetes v(\S+)/m },
  installed: { where: "PATH", fits: { from: "1.34.0", below: "1.35.0" } },
  ...kubernetes(OS === "linux", ["kube-apiserver", "kube-controller-manager", "kube-scheduler"]),
};

/** What runs pods; may not be newer than the API server. */
const nodeAgents: Tool = {
  name: "kubernetes-node",
  binaries: ["kubelet", "kube-proxy"],
  tells: { args: ["--version"], pattern: /^Kubernetes v(\S+)/m },
  installed: { where: "PATH", fits: { from: "1.34.0", below: "1.35.0" } },
  ...kubernetes(OS === "linux", ["kubelet", "kube-proxy"], "kubernetes-node"),
};

/** May be one minor version older or newer than the API server. */
const kubectl: Tool = {
  name: "kubectl",
  binaries: ["kubectl"],
  tells: { args: ["version", "--client", "--output=json"], pattern: /"gitVersion": "v([^"]+)"/ },
  installed: { where: "PATH", fits: { from: "1.33.0", below: "1.36.0" } },
  ...kubernetes(UNIX, ["kubectl"]),
};

const kwok: Tool = {
  name: "kwok",
  binaries: ["kwok"],
  tells: { args: ["--version"], pattern: /kwok version v?(\S+)/ },
  installed: { where: "PATH", fits: { from: "0.7.0", below: "0.9.0" } },
  ...release(UNIX, KWOK, (version) =>
    onGitHub(
      { repository: "kubernetes-sigs/kwok", version, asset: `kwok-${OS}-${ARCH}` },
      { is: "kwok" },
    ),
  ),
  build: goBuild(KWOK, 3, [
    { module: "kwok", packages: { kwok: "sigs.k8s.io/kwok/cmd/kwok" }, variables: {} },
  ]),
};

const DEPLOYMENT: readonly Tool[] = [
  pulumi,
  kubernetesPlugin,
  randomPlugin,
  etcd,
  controlPlane,
  kubectl,
];

/** With the simulated nodes. */
export const TOOLS: readonly Tool[] = [...DEPLOYMENT, kwok];

/** With the real node; its other programs are Debian packages (toolchain/node/packages.ts). */
export const NODE_TOOLS: readonly Tool[] = [...DEPLOYMENT, nodeAgents];

/** What the official plugin of a Pulumi package looks like, installed and released. */
function plugin(name: string, version: string): Pick<Tool, "plugin" | "installed" | "download"> {
  const next = `${Number(version.split(".")[0]) + 1}.0.0`;
  const file = `pulumi-resource-${name}`;
  return {
    plugin: `resource-${name}-v${version}`,
    installed: { where: "plugins", fits: { from: version, below: next } },
    ...release(UNIX, version, () =>
      onGitHub(
        {
          repository: `pulumi/pulumi-${name}`,
          version,
          asset: `${file}-v${version}-${OS}-${ARCH}.tar.gz`,
        },
        {
          holds: { [file]: file },
        },
      ),
    ),
  };
}

function kubernetes(
  released: boolean,
  binaries: readonly string[],
  module = "kubernetes",
): Pick<Tool, "download" | "build"> {
  const folder = `https://dl.k8s.io/release/v${KUBERNETES}/bin/${OS}/${ARCH}`;
  const files = binaries.map((is) => ({
    url: `${folder}/${is}`,
    checksums: `${folder}/${is}.sha256`,
    is,
  }));
  const packages = binaries.map((binary) => [binary, `k8s.io/kubernetes/cmd/${binary}`] as const);
  const variables = VERSION_OF_KUBERNETES;
  return {
    ...release(UNIX && released, KUBERNETES, () => files),
    build: goBuild(KUBERNETES, binaries.length + 1, [
      { module, packages: Object.fromEntries(packages), variables },
    ]),
  };
}

function release(
  exists: boolean,
  version: string,
  files: (version: string) => readonly DownloadedFile[],
): { download?: Download } {
  return exists ? { download: { version, files: files(version) } } : {};
}

/** A file of a GitHub release; without a checksum file of its own, GitHub's digest of it counts. */
function onGitHub(
  { repository, version, asset }: { repository: string; version: string; asset: string },
  what: { checksums?: string } & ({ is: string } | { holds: Readonly<Record<string, string>> }),
): readonly [DownloadedFile] {
  const { checksums, ...content } = what;
  const folder = `https://github.com/${repository}/releases/download/v${version}`;
  const digests = `https://api.github.com/repos/${repository}/releases/tags/v${version}`;
  return [
    {
      url: `${folder}/${asset}`,
      checksums: checksums ? `${folder}/${checksums}` : digests,
      ...content,
    },
  ];
}
