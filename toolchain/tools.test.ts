import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workshop } from "./tools/obtain";
import { createProgress } from "./progress";
import { TOOLS } from "./tools/table";
import type { Tool } from "./tools/tool";
import { ensureTools, parseSources } from "./tools";

let folder: string;
let shop: Workshop;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tools-"));
  shop = {
    bin: join(folder, "bin"),
    build: join(folder, "build"),
    logs: join(folder, "logs"),
    pulumiHome: join(folder, "home"),
    env: {},
    sources: ["build"],
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process that gets one tool, whose build takes `seconds` and notes its begin and end in the file `built`. */
function start(seconds: number): ChildProcess {
  const program = join(folder, "get.ts");
  writeFileSync(
    program,
    `import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from ${JSON.stringify(join(__dirname, "command.ts"))};
import { ensureTools } from ${JSON.stringify(join(__dirname, "tools.ts"))};
const seconds = process.argv[2];
const note = (what: string) => appendFileSync(${JSON.stringify(join(folder, "built"))}, what + "\\n");
void ensureTools([{
  name: "slow",
  binaries: ["slow"],
  build: {
    version: "1.0.0",
    recipe: "slow",
    about: "slowly",
    run: async ({ into, log, work }) => {
      note("begin");
      writeFileSync(join(work, "half"), "");
      await run("sleep", [seconds ?? "0"], { log });
      writeFileSync(join(into, "slow"), "done", { mode: 0o755 });
      note("end");
    },
  },
}], ${JSON.stringify(shop)});
`,
  );
  const loader = `file://${require.resolve("tsx")}`;
  return spawn(process.execPath, ["--import", loader, program, String(seconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.on("data", (part: Buffer) => (text += part.toString()));
  await once(child, "close");
  return text;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error("it never happened");
    await sleep(25);
  }
}

const built = (): string[] => readFileSync(join(folder, "built"), "utf8").trim().split("\n");

test("two at once: the second waits, and then has nothing to do", async () => {
  const [first, second] = [start(1), start(1)];
  const outputs = await Promise.all([outputOf(first), outputOf(second)]);
  expect(built()).toEqual(["begin", "end"]);
  expect(readdirSync(shop.bin).sort()).toEqual([".slow", "slow"]);
  expect(outputs.map((text) => text.replace(/\([\d.]+ s\)/, "(TIME)")).sort()).toEqual([
    "  slow: building 1.0.0 slowly\n✓ slow: 1.0.0, built (TIME)\n",
    `Waiting for process ${outputs[0].startsWith("Wait") ? second.pid : first.pid}, which is getting the tools of this clone.\n`,
  ]);
});

test("killed in the middle: nothing to use is left, and the next run takes over", async () => {
  const killed = start(10);
  await until(() => existsSync(join(folder, "built")) && readdirSync(shop.build).length > 1);
  killed.kill("SIGKILL");
  await once(killed, "close");
  expect(readdirSync(shop.bin)).toEqual([]);
  expect(readdirSync(shop.build).sort()).toEqual(["lock", expect.stringMatching(/^slow\./)]);

  expect(await outputOf(start(0))).toMatch(
    /^ {2}slow: building 1\.0\.0 slowly\n✓ slow: 1\.0\.0, built/,
  );
  expect(built()).toEqual(["begin", "begin", "end"]);
  expect(readdirSync(shop.bin).sort()).toEqual([".slow", "slow"]);
  expect(readdirSync(shop.build)).toEqual([]);
});

const quiet = createProgress({ write: () => undefined }, {});
const fake = (name: string, run: Tool["build"]["run"]): Tool => ({
  name,
  binaries: [name],
  build: { version: "1.0.0", recipe: name, about: "", run },
});
const works =
  (name: string): Tool["build"]["run"] =>
  async ({ into }) =>
    writeFileSync(join(into, name), name, { mode: 0o755 });
const fails: Tool["build"]["run"] = async () => {
  throw new Error("no");
};

test("one message about all tools that cannot be had; the others are there", async () => {
  const wanted = [fake("a", fails), fake("b", works("b")), fake("c", fails)];
  const message = (name: string): string =>
    [
      `${name}: cannot be had. Tried, in this order:`,
      "  - path: KUBE_TRACING_TOOLS does not allow it",
      "  - download: KUBE_TRACING_TOOLS does not allow it",
      "  - build: no",
      "Make one of these ways work, then run this again.",
    ].join("\n");
  await expect(ensureTools(wanted, shop, quiet)).rejects.toThrow(
    `${message("a")}\n\n${message("c")}`,
  );
  expect(readdirSync(shop.bin).sort()).toEqual([".b", "b"]);
});

test("a second run does nothing", async () => {
  let builds = 0;
  const tool = fake("a", async (job) => {
    builds++;
    await works("a")(job);
  });
  await ensureTools([tool], shop, quiet);
  await ensureTools([tool], shop, quiet);
  expect(builds).toBe(1);
});

test("a plugin is shown to Pulumi as if Pulumi had installed it", async () => {
  const plugin = {
    ...fake("pulumi-resource-a", works("pulumi-resource-a")),
    plugin: "resource-a-v1.0.0",
  };
  await ensureTools([plugin], shop, quiet);
  await ensureTools([plugin], shop, quiet);
  const link = join(shop.pulumiHome, "plugins", "resource-a-v1.0.0", "pulumi-resource-a");
  expect(readlinkSync(link)).toBe(join(shop.bin, "pulumi-resource-a"));
});

describe("KUBE_TRACING_TOOLS", () => {
  test.each([
    [undefined, ["path", "download", "build"]],
    ["build", ["build"]],
    ["build, path", ["path", "build"]],
  ])("%s", (list, sources) => {
    expect(parseSources(list)).toEqual(sources);
  });

  test.each(["", "build,cargo"])("refuses %j", (list) => {
    expect(() => parseSources(list)).toThrow(
      `KUBE_TRACING_TOOLS: cannot use "${list}". Give one or more of path, download, build, separated by commas.`,
    );
  });
});

describe("the table", () => {
  const modules = join(__dirname, "tools", "modules");
  const required = (module: string, path: string): string | undefined =>
    readFileSync(join(modules, module, "go.mod"), "utf8").match(
      new RegExp(`^(?:require)?\\s+${path} (\\S+)`, "m"),
    )?.[1];
  const buildOf = (name: string): string | undefined =>
    TOOLS.find((tool) => tool.name === name)?.build.version;

  test("no two tools bring the same file", () => {
    const binaries = TOOLS.flatMap((tool) => tool.binaries);
    expect(binaries).toEqual([...new Set(binaries)]);
    expect(binaries).toEqual([
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-kubernetes",
      "pulumi-resource-random",
      "etcd",
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
      "kubectl",
      "kwok",
    ]);
  });

  test.each([
    ["pulumi", "pulumi", "github.com/pulumi/pulumi/pkg/v3"],
    [
      "pulumi-resource-kubernetes",
      "pulumi-resource-kubernetes",
      "github.com/pulumi/pulumi-kubernetes/provider/v2",
    ],
    ["etcd", "etcd", "go.etcd.io/etcd/server/v3"],
    ["kubernetes", "kubernetes", "k8s.io/kubernetes"],
    ["kubectl", "kubernetes", "k8s.io/kubernetes"],
    ["kwok", "kwok", "sigs.k8s.io/kwok"],
  ])("%s is built in the version that module %s pins", (tool, module, path) => {
    expect(required(module, path)).toBe(`v${buildOf(tool)}`);
  });

  test("an official release is fetched over TLS, in the version it is said to be", () => {
    for (const { download } of TOOLS) {
      for (const { url, checksums } of download?.files ?? []) {
        expect(new URL(url).protocol).toBe("https:");
        expect(new URL(checksums).protocol).toBe("https:");
        expect(url).toContain(`/v${download?.version}/`);
        expect(checksums).toContain(`/v${download?.version}`);
      }
    }
  });
});
