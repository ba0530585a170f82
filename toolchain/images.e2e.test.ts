import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureImages } from "./images";
import type { Archive } from "./images/recipe";

/** The images as folders, each with what its pod mounts: read-only, but for /tmp. */
let folder: string;
let archives: readonly Archive[];

beforeAll(async () => {
  archives = await ensureImages();
  folder = mkdtempSync(join(tmpdir(), "kube-tracing-images-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tar = (...args: string[]) => execFileSync("tar", args, { maxBuffer: 2 ** 30 });

interface Unpacked {
  root: string;
  user: string;
  env: string[];
}
const known = new Map<string, Unpacked>();

function unpacked(start: string): Unpacked {
  const before = known.get(start);
  if (before) return before;
  const archive = archives.find(({ name }) => name.startsWith(start));
  if (!archive) throw new Error(`no image ${start}`);
  const { file, id } = archive;
  const text = tar(
    "--extract",
    "--to-stdout",
    "--file",
    file,
    `${id.slice("sha256:".length)}.json`,
  );
  const { config } = JSON.parse(text.toString()) as { config: { User?: string; Env: string[] } };
  const root = join(folder, basename(file, ".tar"));
  mkdirSync(root, { recursive: true });
  for (const digest of archive.layers) {
    const layer = join(folder, "layer.tar");
    execFileSync("sh", [
      "-c",
      `tar --extract --to-stdout --file "$1" "$2" > "$3"`,
      "sh",
      file,
      `${digest.slice("sha256:".length)}.tar`,
      layer,
    ]);
    tar("--extract", "--file", layer, "--numeric-owner", "--directory", root);
  }
  const image = { root, user: config.User ?? "10001:10001", env: config.Env };
  known.set(start, image);
  return image;
}

/** What a command prints in an image: as its user, in a network of its own. */
function inImage(start: string, ...command: string[]): string {
  const { root, user, env } = unpacked(start);
  const script = `mount --bind "$1" "$1"
    for folder in dev proc; do [ ! -d "$1/$folder" ] || mount --rbind "/$folder" "$1/$folder"; done
    [ ! -d "$1/tmp" ] || mount -t tmpfs tmpfs "$1/tmp"
    mount -o remount,bind,ro "$1"
    root=$1; user=$2; shift 2
    exec chroot --userspec="$user" --groups= "$root" "$@" 2>&1`;
  const arguments_ = ["--mount", "--net", "sh", "-ec", script, "sh", root, user, ...command];
  return execFileSync("unshare", arguments_, {
    encoding: "utf8",
    env: Object.fromEntries(env.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
    timeout: 60_000,
  });
}

test.each([
  ["registry.k8s.io/coredns", ["/coredns", "-version"], "CoreDNS-1.12.4"],
  ["registry.k8s.io/metrics-server", ["/metrics-server", "--version"], "v0.9.0"],
  ["docker.io/library/nginx", ["nginx", "-v"], "nginx version: nginx/1.22.1"],
  [
    "docker.io/kube-tracing/demo-frontend",
    ["python3", "-c", "import skywalking; print('agent')"],
    "agent",
  ],
  ["docker.io/kube-tracing/demo-orders", ["node", "--version"], "v20.20.2"],
  [
    "docker.io/kube-tracing/demo-stock",
    ["python3", "-c", "import grpc, opentelemetry; print('SDK')"],
    "SDK",
  ],
])("%s starts as its user on a read-only root", (image, command, first) => {
  expect(inImage(image, ...command).split("\n")[0]).toBe(first);
});

test("the official programs that probes and init containers call are there", () => {
  const programs = "for p in bash sh cp sed sleep curl awk grep find; do type -P $p; done";
  expect(
    inImage("docker.elastic.co/elasticsearch", "bash", "-ec", programs).split("\n"),
  ).toHaveLength(10);
  const keytool = inImage(
    "docker.io/apache/skywalking-oap-server",
    "bash",
    "-c",
    "type -P keytool",
  );
  expect(keytool).toBe("/opt/java/openjdk/bin/keytool\n");
});

test("Java starts from its archive of classes", () => {
  const start = ["/opt/java/openjdk/bin/java", "-Xshare:on", "-version"];
  expect(inImage("docker.io/apache/skywalking-oap-server", ...start)).toContain('version "17.');
});

test("nothing changes the user, and nothing outside of /tmp can be written", () => {
  const { root } = unpacked("docker.elastic.co/elasticsearch");
  const found = execFileSync("find", [root, "-xdev", "-perm", "/6000", "-print"], {
    encoding: "utf8",
  });
  expect(found).toBe("");
  const write = "touch /tmp/yes; touch /usr/share/elasticsearch/config/no || echo refused";
  expect(inImage("docker.elastic.co/elasticsearch", "bash", "-c", write)).toContain("refused");
});

test("OAP reads the configuration that the image brings", () => {
  const { root } = unpacked("docker.io/apache/skywalking-oap-server");
  const config = join(root, "skywalking", "config");
  expect(readFileSync(join(config, "oal", "core.oal"), "utf8")).toContain("service_cpm");
  expect(readFileSync(join(config, "application.yml"), "utf8")).toContain(
    "SW_STORAGE_ES_CLUSTER_NODES",
  );
});
