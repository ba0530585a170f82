import { expect, test } from "vitest";
import { IDENTITIES, identitiesWith } from "./identities";

const all = identitiesWith({ name: "real-1", address: "10.199.0.2" });
const named = (file: string) => all.find((identity) => identity.file === file);

test("every server of a real node answers to the node's address", () => {
  const servers = all.filter(({ usages }) => usages.includes("serverAuth"));
  expect(servers.map(({ file }) => file)).toEqual([
    "etcd",
    "kube-apiserver",
    "kube-controller-manager-server",
    "kube-scheduler-server",
    "kubelet-server",
  ]);
  for (const { hosts } of servers)
    expect(hosts).toContainEqual({ type: "ip", value: "10.199.0.2" });
});

test("kubelet is who the Node authorizer expects, and nobody is kwok", () => {
  expect(named("kubelet")).toEqual({
    file: "kubelet",
    issuer: "ca",
    name: "system:node:real-1",
    group: "system:nodes",
    usages: ["clientAuth"],
  });
  expect(named("kwok")).toBeUndefined();
  expect(IDENTITIES.some(({ file }) => file === "kwok")).toBe(true);
});
