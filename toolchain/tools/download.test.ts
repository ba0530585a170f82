import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Downloader, publishedSha256 } from "./download";
import type { BuildJob, DownloadedFile } from "./tool";

const PROGRAM = "#!/bin/sh\necho v1.0.0\n";
const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

let folder: string;
let job: BuildJob;
let server: Server;
let base: string;
let pages: Record<string, string | Buffer | ((response: ServerResponse) => void)>;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "download-"));
  job = { work: folder, into: join(folder, "bin"), log: join(folder, "log") };
  mkdirSync(job.into);
  pages = {};
  asked = [];
  server = createServer((request, response) => {
    const page = pages[request.url ?? ""];
    asked.push(request.url ?? "");
    if (typeof page === "function") page(response);
    else response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const fetchIt = (file: DownloadedFile, downloader = new Downloader()) =>
  downloader.fetch({ version: "1.0.0", files: [file] }, job);
const plainFile = (): DownloadedFile => ({
  url: `${base}/tool-linux`,
  checksums: `${base}/sums`,
  is: "tool",
});

test("a file with the published checksum is put in place, ready to run", async () => {
  pages = { "/tool-linux": PROGRAM, "/sums": `${sha256(PROGRAM)}  tool-linux\n` };
  await fetchIt(plainFile());
  expect(readFileSync(join(job.into, "tool"), "utf8")).toBe(PROGRAM);
  expect(statSync(join(job.into, "tool")).mode & 0o777).toBe(0o755);
});

test("what an archive holds is unpacked and renamed", async () => {
  mkdirSync(join(folder, "made", "inner"), { recursive: true });
  writeFileSync(join(folder, "made", "inner", "program"), PROGRAM);
  execFileSync("tar", ["-czf", "a.tar.gz", "-C", "made", "inner"], { cwd: folder });
  const archive = readFileSync(join(folder, "a.tar.gz"));
  pages = { "/tool.tar.gz": archive, "/sums": sha256(archive) };
  await fetchIt({
    url: `${base}/tool.tar.gz`,
    checksums: `${base}/sums`,
    holds: { tool: "inner/program" },
  });
  expect(readdirSync(job.into)).toEqual(["tool"]);
});

test("another checksum is refused", async () => {
  const published = sha256("something else");
  pages = { "/tool-linux": PROGRAM, "/sums": `${published}  tool-linux` };
  await expect(fetchIt(plainFile())).rejects.toThrow(
    `refused ${base}/tool-linux: its SHA-256 is ${sha256(PROGRAM)}, published is ${published} (${base}/sums)`,
  );
  expect(readdirSync(job.into)).toEqual([]);
});

test("nothing is fetched without a published checksum", async () => {
  pages = { "/tool-linux": PROGRAM, "/sums": `${sha256(PROGRAM)}  tool-darwin` };
  await expect(fetchIt(plainFile())).rejects.toThrow(`${base}/sums names no SHA-256 of tool-linux`);
  expect(asked).toEqual(["/sums"]);
});

test("a missing file is told with its address", async () => {
  await expect(fetchIt(plainFile())).rejects.toThrow(`${base}/sums answered HTTP 404`);
});

test("a download that is cut off is not taken", async () => {
  pages = {
    "/sums": sha256(PROGRAM),
    "/tool-linux": (response) => {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => response.destroy(), 20);
    },
  };
  await expect(fetchIt(plainFile())).rejects.toThrow(`${base}/tool-linux was cut off (`);
  expect(readdirSync(job.into)).toEqual([]);
});

test("a server that stops sending is left", async () => {
  pages = {
    "/sums": sha256(PROGRAM),
    "/tool-linux": (response) => void response.writeHead(200).write("half"),
  };
  const impatient = new Downloader({ answerMs: 5_000, stallMs: 500 });
  await expect(fetchIt(plainFile(), impatient)).rejects.toThrow(
    `${base}/tool-linux was cut off (nothing for 0.5 s)`,
  );
});

test("a slow server that goes on sending is waited for", async () => {
  pages = {
    "/sums": sha256("12345"),
    "/tool-linux": (response) => {
      let sent = 0;
      const timer = setInterval(() => {
        if (sent < 5) response.write(String(++sent));
        else response.end(() => clearInterval(timer));
      }, 250);
    },
  };
  await fetchIt(plainFile(), new Downloader({ answerMs: 5_000, stallMs: 1_000 }));
  expect(readFileSync(join(job.into, "tool"), "utf8")).toBe("12345");
});

test("a host that does not answer is asked once", async () => {
  pages = { "/sums": () => undefined };
  const impatient = new Downloader({ answerMs: 100, stallMs: 100 });
  const { host } = new URL(base);
  const unreachable = `${host} is unreachable (no answer in 0.1 s)`;
  await expect(fetchIt(plainFile(), impatient)).rejects.toThrow(unreachable);
  await expect(fetchIt(plainFile(), impatient)).rejects.toThrow(unreachable);
  expect(asked).toEqual(["/sums"]);
});

test("a host that refuses the connection is unreachable, too", async () => {
  const file = plainFile();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const { host } = new URL(base);
  await expect(fetchIt(file)).rejects.toThrow(
    `${host} is unreachable (connect ECONNREFUSED ${host})`,
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

describe("published checksums", () => {
  const digest = sha256("x");

  test.each([
    ["a lone checksum", `${digest}\n`],
    ["lines of sha256sum", `${sha256("y")}  other\n${digest}  tool\n`],
    ["binary mode and a folder", `${digest} *./tool`],
    [
      "a GitHub release",
      JSON.stringify({
        assets: [
          { name: "tool.sig", digest: `sha256:${sha256("y")}` },
          { name: "tool", digest: `sha256:${digest}` },
        ],
      }),
    ],
  ])("%s", (_, published) => {
    expect(publishedSha256(published, "tool")).toBe(digest);
  });

  test.each([
    ["a page that is something else", "<html>Welcome</html>"],
    ["a SHA-1", "f572d396fae9206628714fb2ce00f72e94f2258f  tool"],
    ["a GitHub release without digests", JSON.stringify({ assets: [{ name: "tool" }] })],
    ["GitHub's answer to too many questions", JSON.stringify({ message: "rate limit exceeded" })],
    ["the name as a part of another", `${digest}  my-tool`],
  ])("%s names none", (_, published) => {
    expect(publishedSha256(published, "tool")).toBeUndefined();
  });
});
