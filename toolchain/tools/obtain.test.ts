import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../command";
import { Downloader } from "./download";
import { type Workshop, isReady, obtain } from "./obtain";
import { type Download, SOURCES, type Source, type Tool } from "./tool";

let folder: string;
let shop: Workshop;
let events: string[];
let builds: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "obtain-"));
  mkdirSync(join(folder, "path"));
  shop = workshop();
  events = [];
  builds = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

function workshop(sources: readonly Source[] = SOURCES): Workshop {
  return {
    bin: join(folder, "bin"),
    build: join(folder, "build"),
    logs: join(folder, "logs"),
    pulumiHome: join(folder, "home"),
    env: { PATH: join(folder, "path") },
    sources,
  };
}

const script = (version: string): string => `#!/bin/sh\necho "v${version}"\n`;
const install = (version: string): void =>
  writeFileSync(join(folder, "path", "cli"), script(version), { mode: 0o755 });
const inBin = (): string[] => readdirSync(shop.bin).sort();

/** A tool whose build is a shell script that runs in the job's own folder; `$into` is where the result belongs. */
function tool(
  build = `printf '#!/bin/sh\\necho v1.2.3\\n' >"$into/cli"; chmod +x "$into/cli"`,
): Tool {
  return {
    name: "cli",
    binaries: ["cli"],
    tells: { args: [], pattern: /^v(\S+)/m },
    installed: { where: "PATH", fits: { from: "1.2.0", below: "2.0.0" } },
    build: {
      version: "1.2.3",
      recipe: build,
      about: "from a script",
      run: async ({ work, into, log }) => {
        builds++;
        await run("sh", ["-c", build], { cwd: work, env: { ...process.env, into }, log });
      },
    },
  };
}

const get = (wanted: Tool, inside: Workshop = shop): Promise<void> =>
  obtain({
    tool: wanted,
    shop: inside,
    downloader: new Downloader(),
    step: {
      now: (what) => events.push(what),
      note: (what) => events.push(`note: ${what}`),
      done: (what) => events.push(`done: ${what}`),
      failed: (what) => events.push(`failed: ${what}`),
    },
  });

/** A release on a loopback server, which is gone when `use` has ended. */
async function withRelease(
  { content, checksum }: { content: string; checksum?: string },
  use: (release: Download) => Promise<void>,
): Promise<void> {
  const sum = checksum ?? createHash("sha256").update(content).digest("hex");
  const server = createServer((request, response) =>
    response.end(request.url === "/sum" ? sum : content),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = { url: `${base}/cli`, checksums: `${base}/sum`, is: "cli" };
  try {
    await use({ version: "1.2.4", files: [file] });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test("on PATH in a fitting version: a link to it", async () => {
  install("1.5.0");
  await get(tool());
  expect(readlinkSync(join(shop.bin, "cli"))).toBe(join(folder, "path", "cli"));
  expect(events).toEqual([`done: 1.5.0, installed: ${join(folder, "path", "cli")}`]);
  expect(isReady(tool(), shop)).toBe(true);
});

test("on PATH in another version: built, and that is remembered", async () => {
  install("2.0.0");
  await get(tool());
  expect(events).toEqual(["building 1.2.3 from a script", "done: 1.2.3, built"]);
  expect(inBin()).toEqual([".cli", "cli"]);
  expect(readdirSync(shop.build)).toEqual([]);
  expect(isReady(tool(), shop)).toBe(true);
});

test("the official release comes before a build", async () => {
  await withRelease({ content: script("1.2.4") }, async (download) => {
    await get({ ...tool(), download });
    expect(events).toEqual(["downloading 1.2.4", "done: 1.2.4, downloaded"]);
    expect(readFileSync(join(shop.bin, "cli"), "utf8")).toBe(script("1.2.4"));
    expect(builds).toBe(0);
  });
});

test("a release with another checksum is refused", async () => {
  const checksum = "0".repeat(64);
  const content = script("1.2.4");
  await withRelease({ content, checksum }, async (download) => {
    const [file] = download.files;
    await expect(get({ ...tool(), download }, workshop(["download"]))).rejects.toThrow(
      [
        "cli: cannot be had. Tried, in this order:",
        "  - path: KUBE_TRACING_TOOLS does not allow it",
        `  - download: refused ${file?.url}: its SHA-256 is ${createHash("sha256").update(content).digest("hex")}, published is ${checksum} (${file?.checksums})`,
        "  - build: KUBE_TRACING_TOOLS does not allow it",
        "Install cli >= 1.2.0 and < 2.0.0 yourself, or make one of these ways work, then run this again.",
      ].join("\n"),
    );
    expect(events).toEqual([
      "downloading 1.2.4",
      expect.stringMatching(/^note: refused http/),
      "failed: not available",
    ]);
    expect(inBin()).toEqual([]);
  });
});

test("a release that says it is another version is not taken", async () => {
  await withRelease({ content: script("1.0.0") }, async (download) => {
    await get({ ...tool(), download });
    expect(events.at(-1)).toBe("done: 1.2.3, built");
  });
});

test("an unreachable release is followed by a build", async () => {
  let release: Download | undefined;
  await withRelease({ content: "" }, async (download) => void (release = download));
  const { host } = new URL(release?.files[0]?.url ?? "");
  await get({ ...tool(), ...(release && { download: release }) });
  expect(events).toEqual([
    "downloading 1.2.4",
    `note: ${host} is unreachable (connect ECONNREFUSED ${host})`,
    "building 1.2.3 from a script",
    "done: 1.2.3, built",
  ]);
});

test("when nothing works, the message says what was tried and what to do", async () => {
  const build = "echo fetching; echo cannot reach the proxy >&2; exit 1";
  await expect(get(tool(build))).rejects.toThrow(
    [
      "cli: cannot be had. Tried, in this order:",
      "  - path: no cli on PATH",
      `  - download: no official release for ${process.platform} ${process.arch}`,
      `  - build: \`sh -c ${build}\`: exit code 1; the end of ${join(shop.logs, "get-cli.log")}:`,
      "      | fetching",
      "      | cannot reach the proxy",
      "Install cli >= 1.2.0 and < 2.0.0 yourself, or make one of these ways work, then run this again.",
    ].join("\n"),
  );
  expect(isReady(tool(build), shop)).toBe(false);
});

test.each([
  ["brings nothing", "true", "it brought no cli; see LOG"],
  [
    "brings a program that cannot run",
    `echo 'exit 7' >"$into/cli"; chmod +x "$into/cli"`,
    "`BIN/cli` failed: exit code 7",
  ],
  [
    "brings another version",
    `printf '#!/bin/sh\\necho v1.2.2\\n' >"$into/cli"; chmod +x "$into/cli"`,
    "it is version 1.2.2, not 1.2.3",
  ],
])("a build that %s leaves nothing behind", async (_, build, refusal) => {
  const error = await get(tool(build)).catch((reason: unknown) => reason);
  const message = (error as Error).message
    .replace(join(shop.logs, "get-cli.log"), "LOG")
    .replace(/\S+\/cli\.\w+\/bin/, "`BIN");
  expect(message).toContain(`  - build: ${refusal}`);
  expect(inBin()).toEqual([]);
});

test("another recipe is built again, and only then", async () => {
  await get(tool());
  const changed = tool().build.recipe.replace("echo", "echo ");
  expect(isReady(tool(changed), shop)).toBe(false);
  await get(tool(changed));
  expect(builds).toBe(2);
});

test("a file that is gone or was cut off is made again", async () => {
  await get(tool());
  writeFileSync(join(shop.bin, "cli"), "#!/bin/sh");
  expect(isReady(tool(), shop)).toBe(false);
  await get(tool());
  rmSync(join(shop.bin, "cli"));
  expect(isReady(tool(), shop)).toBe(false);
  await get(tool());
  expect(builds).toBe(3);
  expect(isReady(tool(), shop)).toBe(true);
});

test("what is installed later is used from then on, if it fits", async () => {
  await get(tool());
  install("2.5.0");
  expect(isReady(tool(), shop)).toBe(false);
  await get(tool());
  expect(events.at(-1)).toBe("done: kept as it is");
  expect(isReady(tool(), shop)).toBe(true);
  install("1.9.0");
  await get(tool());
  expect(readlinkSync(join(shop.bin, "cli"))).toBe(join(folder, "path", "cli"));
  expect(builds).toBe(1);
});

test("an installed copy that goes away, or grows out of its range, is replaced", async () => {
  install("1.9.0");
  await get(tool());
  install("2.0.0-later");
  expect(isReady(tool(), shop)).toBe(false);
  await get(tool());
  expect(existsSync(join(shop.bin, "cli"))).toBe(true);
  expect(events.at(-1)).toBe("done: 1.2.3, built");
  expect(readFileSync(join(folder, "path", "cli"), "utf8")).toBe(script("2.0.0-later"));
});

test("a source that is not allowed is not used, not even from before", async () => {
  await get(tool(), workshop(["build"]));
  expect(isReady(tool(), workshop(["download"]))).toBe(false);
  install("1.9.0");
  await get(tool());
  const buildOnly = workshop(["build"]);
  expect(isReady(tool(), buildOnly)).toBe(false);
  await get(tool(), buildOnly);
  expect(events.at(-1)).toBe("done: 1.2.3, built");
  expect(isReady(tool(), buildOnly)).toBe(true);
});
