import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { choosePorts, rememberedPorts, writeKubeconfigs } from "./cluster-state";
import { type Layout, PORT_NAMES, type PortName } from "./control-plane";
import { ensurePki } from "./pki";
import { Processes } from "./processes";

let layout: Layout;

beforeEach(() => {
  const state = mkdtempSync(join(tmpdir(), "cluster-state-"));
  layout = { state, bin: "/nowhere", stages: "/nowhere" };
});
afterEach(() => rmSync(layout.state, { recursive: true }));

describe("ports", () => {
  test("are chosen once and remembered", async () => {
    const { ports } = await choosePorts(layout, new Processes(layout.state));
    expect([...ports.keys()]).toEqual(PORT_NAMES);
    expect(new Set(ports.values()).size).toBe(PORT_NAMES.length);
    expect(rememberedPorts(layout)).toEqual(ports);
    expect(await choosePorts(layout, new Processes(layout.state))).toEqual({ ports, moved: [] });
    expect(statSync(join(layout.state, "cluster.json")).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["half a file", '{"ports":{"etcd":2'],
    ["no file", undefined],
    ["something else", "[1,2]"],
    ["impossible ports", '{"ports":{"etcd":70000,"kube-scheduler":"20001","etcd-peer":0.5}}'],
  ])("%s is nothing remembered", (_, content) => {
    if (content !== undefined) writeFileSync(join(layout.state, "cluster.json"), content);
    expect(rememberedPorts(layout)).toEqual(new Map());
  });
});

describe("kubeconfigs", () => {
  const ports = new Map<PortName, number>([["kube-apiserver", 20_003]]);

  test("stand alone: server, authority and certificate are inside", async () => {
    await ensurePki(join(layout.state, "pki"));
    writeKubeconfigs(layout, ports);
    const file = join(layout.state, "kubeconfig");
    const config = JSON.parse(readFileSync(file, "utf8"));
    expect(config["current-context"]).toBe("kube-tracing-local");
    expect(config.contexts).toEqual([
      { name: "kube-tracing-local", context: { cluster: "kube-tracing-local", user: "admin" } },
    ]);
    const [{ name, cluster }] = config.clusters;
    expect([name, cluster.server]).toEqual(["kube-tracing-local", "https://127.0.0.1:20003"]);
    const pem = (data: string) => new X509Certificate(Buffer.from(data, "base64"));
    const { "client-certificate-data": certificate } = config.users[0].user;
    expect(pem(certificate).subject).toBe("O=system:masters\nCN=kube-tracing-admin");
    expect(pem(certificate).checkIssued(pem(cluster["certificate-authority-data"]))).toBe(true);
    expect(readFileSync(file, "utf8")).not.toContain(layout.state);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("are left alone while nothing changes, and follow the server", async () => {
    await ensurePki(join(layout.state, "pki"));
    writeKubeconfigs(layout, ports);
    const file = join(layout.state, "kubeconfigs", "kwok");
    const { ino } = statSync(file);
    writeKubeconfigs(layout, ports);
    expect(statSync(file).ino).toBe(ino);
    writeKubeconfigs(layout, new Map([["kube-apiserver", 20_009]]));
    expect(readFileSync(file, "utf8")).toContain('"server": "https://127.0.0.1:20009"');
  });
});
