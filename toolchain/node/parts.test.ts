import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HERE } from "../cluster/processes";
import { type NodeLayout, PARTS, type Part, insideOf, partProgram, writeSettings } from "./parts";

const ADDRESS = "10.199.0.2";

let folder: string;
let layout: NodeLayout;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parts-"));
  layout = {
    state: join(folder, "state"),
    bin: join(folder, "bin"),
    stages: "/nowhere",
    node: { name: "real-1", address: ADDRESS },
    network: { link: "kt-1", machine: "10.199.0.1", node: ADDRESS },
    layer: join(folder, "layer"),
    cgroup: "kube-tracing-1",
  };
  const programs = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
  for (const name of [...programs, "kubelet", "kube-proxy"]) program(join(layout.bin, name));
  program(join(layout.layer, "usr", "bin", "containerd"));
  mkdirSync(layout.state);
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(file: string): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "", { mode: 0o755 });
}

const args = (part: Part) => partProgram(layout, part, HERE).args;
const settings = (name: string) => readFileSync(join(layout.state, "settings", name), "utf8");

describe("programs", () => {
  test("every listener is on the node's own address", () => {
    const flags = PARTS.filter((part) => part !== "first-process").flatMap(args);
    const addresses = new Set(flags.join(" ").match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g));
    expect([...addresses].sort()).toEqual([ADDRESS, "10.244.0.0/16", "10.96.0.0/16"].sort());
  });

  test("all but the first run inside of its namespaces", () => {
    const inside = insideOf(12);
    const places = PARTS.map((part) => partProgram(layout, part, inside).place);
    expect(places.slice(1)).toEqual(Array(PARTS.length - 1).fill(inside));
    expect(places[0]?.enter).toContain("unshare");
    expect(inside.enter.slice(2)).toEqual([
      ...["nsenter", "--target", "12", "--mount", "--net", "--pid", "--ipc", "--uts", "--"],
    ]);
  });

  test("the API server reaches kubelet with certificates of both", () => {
    const pki = join(layout.state, "pki");
    expect(args("kube-apiserver")).toEqual(
      expect.arrayContaining([
        `--kubelet-certificate-authority=${pki}/ca.crt`,
        `--kubelet-client-certificate=${pki}/kubelet-client.crt`,
        "--secure-port=6443",
      ]),
    );
    expect(args("kube-apiserver")).not.toContain("--endpoint-reconciler-type=none");
  });

  test("the first process is started anew when the network changes, and not by who starts it", () => {
    const { fingerprint } = partProgram(layout, "first-process", HERE);
    expect(args("first-process").at(-1)).toBe(String(process.pid));
    layout = { ...layout, network: { ...layout.network, machine: "10.199.0.5" } };
    expect(partProgram(layout, "first-process", HERE).fingerprint).not.toBe(fingerprint);
  });

  test("kubelet is started anew when its settings change", () => {
    writeSettings(layout);
    const { fingerprint } = partProgram(layout, "kubelet", HERE);
    expect(partProgram(layout, "kubelet", HERE).fingerprint).toBe(fingerprint);
    writeSettings({ ...layout, cgroup: "kube-tracing-2" });
    expect(partProgram(layout, "kubelet", HERE).fingerprint).not.toBe(fingerprint);
  });
});

describe("settings", () => {
  beforeEach(() => writeSettings(layout));

  test("are private, and left alone while nothing changes", () => {
    const file = join(layout.state, "settings", "kubelet.json");
    const { ino, mode } = statSync(file);
    writeSettings(layout);
    expect(statSync(file).ino).toBe(ino);
    expect(mode & 0o777).toBe(0o600);
  });

  test("kubelet: no door without a certificate, pods below the node's own control group", () => {
    expect(JSON.parse(settings("kubelet.json"))).toMatchObject({
      address: ADDRESS,
      readOnlyPort: 0,
      healthzPort: 0,
      authentication: { anonymous: { enabled: false } },
      authorization: { mode: "Webhook" },
      cgroupRoot: "/kube-tracing-1",
      clusterDNS: ["10.96.0.10"],
    });
  });

  test("containerd: its data in the state, its sockets inside of the node", () => {
    const text = settings("containerd.toml");
    expect(text).toContain(`root = "${layout.state}/containerd"\nstate = "/run/containerd"\n`);
    expect(text).toContain('sandbox_image = "registry.k8s.io/pause:3.10"');
  });

  test("pods get addresses of the node's part of the range", () => {
    const { plugins } = JSON.parse(settings("cni/10-bridge.conflist"));
    expect(plugins[0].ipam.ranges).toEqual([[{ subnet: "10.244.0.0/24" }]]);
  });
});
