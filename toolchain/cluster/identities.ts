/** Who is who in the local cluster: every certificate, what it is for and who signs it. */

import { join } from "node:path";
import { LOOPBACK } from "./ports";

/** `ca` signs for the Kubernetes API, `etcd-ca` for the database, `front-proxy-ca` for aggregated APIs. */
export type Authority = "ca" | "etcd-ca" | "front-proxy-ca";

export const AUTHORITIES: readonly Authority[] = ["ca", "etcd-ca", "front-proxy-ca"];

export interface Identity {
  /** Name of the `.crt` and `.key` file. */
  file: string;
  issuer: Authority;
  /** The user name that RBAC sees. */
  name: string;
  /** The group that RBAC sees. */
  group?: string;
  usages: readonly ("serverAuth" | "clientAuth")[];
  /** DNS names and addresses that a server answers to. */
  hosts?: readonly { type: "dns" | "ip"; value: string }[];
}

const dns = (value: string) => ({ type: "dns", value }) as const;
const ip = (value: string) => ({ type: "ip", value }) as const;
const LOCAL = [dns("localhost"), ip(LOOPBACK)];

/** Service addresses of the cluster; the first one belongs to the API server. */
export const SERVICES = { range: "10.96.0.0/16", first: "10.96.0.1" } as const;

const client = (file: string, name: string, group?: string): Identity => ({
  file,
  issuer: "ca",
  name,
  ...(group === undefined ? {} : { group }),
  usages: ["clientAuth"],
});

const server = (file: string, hosts: Identity["hosts"] = LOCAL): Identity => ({
  file,
  issuer: "ca",
  name: file,
  usages: ["serverAuth"],
  hosts,
});

/** User names with `system:` are those that Kubernetes' own role bindings know. */
export const IDENTITIES: readonly Identity[] = [
  { ...server("etcd"), issuer: "etcd-ca", usages: ["serverAuth", "clientAuth"] },
  { ...client("etcd-client", "kube-apiserver-etcd-client"), issuer: "etcd-ca" },
  { ...client("front-proxy-client", "front-proxy-client"), issuer: "front-proxy-ca" },
  server("kube-apiserver", [
    ...LOCAL,
    dns("kubernetes"),
    dns("kubernetes.default"),
    dns("kubernetes.default.svc"),
    dns("kubernetes.default.svc.cluster.local"),
    ip(SERVICES.first),
  ]),
  server("kube-controller-manager-server"),
  server("kube-scheduler-server"),
  client("admin", "kube-tracing-admin", "system:masters"),
  client("kube-controller-manager", "system:kube-controller-manager"),
  client("kube-scheduler", "system:kube-scheduler"),
  client("kwok", "system:kwok"),
];

/** For the cluster whose only node has this name and address; nothing is simulated there. */
export function identitiesWith(node: { name: string; address: string }): readonly Identity[] {
  const here = ip(node.address);
  const reachable = IDENTITIES.filter(({ file }) => file !== "kwok").map((identity) =>
    identity.hosts === undefined ? identity : { ...identity, hosts: [...identity.hosts, here] },
  );
  return [
    ...reachable,
    { ...server("kubelet-server", [dns(node.name), here]), name: `system:node:${node.name}` },
    client("kubelet-client", "kube-apiserver-kubelet-client", "system:masters"),
    client("kubelet", `system:node:${node.name}`, "system:nodes"),
    client("kube-proxy", "system:kube-proxy"),
    client("volumes", "kube-tracing:volumes"),
  ];
}

/** Path of the certificate of an identity or authority. */
export const certificateFile = (folder: string, name: string) => join(folder, `${name}.crt`);

/** Path of the private key of an identity, of an authority, or of `service-account`. */
export const keyFile = (folder: string, name: string) => join(folder, `${name}.key`);

/** Path of the public key that checks service-account tokens. */
export const tokenCheckFile = (folder: string) => join(folder, "service-account.pub");
