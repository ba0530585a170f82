import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  COMPONENTS,
  type Component,
  type Layout,
  PORT_NAMES,
  addressOf,
  programOf,
} from "./control-plane";
import { FOLDERS } from "../folders";

const PORTS = new Map(PORT_NAMES.map((name, index) => [name, 20_001 + index]));

let folder: string;
let layout: Layout;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "control-plane-"));
  layout = { state: join(folder, "state"), bin: join(folder, "bin"), stages: FOLDERS.kwokStages };
  for (const path of [layout.bin, join(layout.state, "pki")]) mkdirSync(path, { recursive: true });
  for (const name of COMPONENTS) writeFileSync(join(layout.bin, name), name);
});
afterEach(() => rmSync(folder, { recursive: true }));

const flags = (component: Component) => programOf(layout, component, PORTS).args;

describe("flags", () => {
  test("the only addresses are loopback and the ranges inside of the cluster", () => {
    const all = COMPONENTS.flatMap((component) => flags(component)).join(" ");
    const addresses = new Set(all.match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g));
    expect([...addresses].sort()).toEqual(["10.244.0.0/16", "10.96.0.0/16", "127.0.0.1"]);
  });

  test("every file is in the state folder or a stage of kwok", () => {
    const files = COMPONENTS.flatMap((component) => flags(component))
      .map((flag) => flag.slice(flag.indexOf("=") + 1))
      .filter((value) => value.startsWith("/"));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      expect(file.startsWith(`${layout.state}/`) || file.startsWith(`${layout.stages}/`)).toBe(
        true,
      );
    }
  });

  test("what a program is told besides comes last, and starts it anew", () => {
    const before = programOf(layout, "kube-controller-manager", PORTS);
    const period = "--horizontal-pod-autoscaler-sync-period=1s";
    layout = { ...layout, flags: { "kube-controller-manager": [period] } };
    const after = programOf(layout, "kube-controller-manager", PORTS);
    expect(after.args).toEqual([...before.args, period]);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(flags("kube-apiserver")).not.toContain(period);
  });

  test("the database lets nobody in without a certificate of its own authority", () => {
    for (const kind of ["", "peer-"]) {
      expect(flags("etcd")).toContain(`--${kind}client-cert-auth`);
      expect(flags("etcd")).toContain(
        `--${kind}trusted-ca-file=${join(layout.state, "pki", "etcd-ca.crt")}`,
      );
    }
  });

  test("each listener has its own port", () => {
    expect(flags("etcd")).toContain("--listen-client-urls=https://127.0.0.1:20001");
    expect(flags("etcd")).toContain("--listen-peer-urls=https://127.0.0.1:20002");
    expect(flags("kube-apiserver")).toContain("--secure-port=20003");
    expect(flags("kube-apiserver")).toContain("--etcd-servers=https://127.0.0.1:20001");
    expect(flags("kube-controller-manager")).toContain("--secure-port=20004");
    expect(flags("kube-scheduler")).toContain("--secure-port=20005");
    expect(addressOf(PORTS, "kube-apiserver")).toBe("https://127.0.0.1:20003");
  });

  test("kwok gets every stage: nodes, pods and volumes", () => {
    const stages = flags("kwok").filter((flag) => flag.startsWith("--config="));
    expect(stages).toEqual(
      [
        "node-initialize",
        "pod-complete",
        "pod-delete",
        "pod-ready",
        "volume-delete",
        "volume-provision",
      ].map((name) => `--config=${join(FOLDERS.kwokStages, name)}.yaml`),
    );
  });

  test("a listener without a port is a mistake of the caller", () => {
    expect(() => programOf(layout, "etcd", new Map())).toThrow("no port was chosen for etcd");
  });
});

describe("the fingerprint", () => {
  const fingerprint = (ports = PORTS) => programOf(layout, "kube-scheduler", ports).fingerprint;

  test("stays as long as nothing changes", () => {
    expect(fingerprint()).toBe(fingerprint());
  });

  test("changes with a flag", () => {
    const before = fingerprint();
    expect(fingerprint(new Map([...PORTS, ["kube-scheduler", 20_099]]))).not.toBe(before);
  });

  test("changes with the program", () => {
    const before = fingerprint();
    writeFileSync(join(layout.bin, "kube-scheduler"), "a newer release");
    expect(fingerprint()).not.toBe(before);
  });

  test("changes with a certificate or kubeconfig that a flag names", () => {
    const before = fingerprint();
    writeFileSync(join(layout.state, "pki", "kube-scheduler-server.crt"), "renewed");
    expect(fingerprint()).not.toBe(before);
  });
});
