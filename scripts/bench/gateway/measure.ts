/** Sends calls of gRPC to three servers: without a gateway, and by two of them. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { articleConf, conf, route } from "../../../tests/gateway/conf";
import { type RunningNginx, startNginx } from "../../../tests/gateway/nginx";
import { freePorts } from "../../../tests/gateway/port";
import { NGINX, nginxVersion } from "../../../tests/gateway/tools";
import { capture } from "../../../toolchain/command";
import { FOLDERS } from "../../../toolchain/folders";
import { ensureTools } from "../../../toolchain/tools";
import { GRPC_LOAD } from "./tools";

/** How calls get to the servers. */
export const PATHS = ["direct", "article", "ours"] as const;
export type Path = (typeof PATHS)[number];

const RUN = z.strictObject({
  calls: z.number(),
  failed: z.number(),
  seconds: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  clientCpuSeconds: z.number(),
  betweenCpuSeconds: z.number(),
  serverCpuSeconds: z.number(),
  connections: z.number(),
  callsByServer: z.array(z.number()),
});

/** What one run told. */
export type Run = z.infer<typeof RUN>;

const PROGRAM = join(FOLDERS.bin, "grpc-load");
const LOAD = { inFlight: 64, bytes: 1024, warmSeconds: 1, seconds: 3 } as const;

/** Hashes that a server makes for each call. */
export const WORK = { none: 0, some: 250 } as const;

/** Runs by path, taken in turn so that all saw the same machine. */
export type Runs = Readonly<Record<Path, readonly Run[]>>;

/** How much work the servers have. */
export type Work = keyof typeof WORK;

export async function measureGateways(rounds: number): Promise<Readonly<Record<Work, Runs>>> {
  await ensureTools([NGINX, GRPC_LOAD]);
  const runs = { none: noRuns(), some: noRuns() };
  const ports = await freePorts(7);
  const servers = ports.slice(0, 3).map((port) => `127.0.0.1:${port}`);
  const [article = 0, articleHealth = 0, ours = 0, health = 0] = ports.slice(3);
  const ends = await Promise.all(servers.map(startServer));
  const gateways: RunningNginx[] = [];
  const start = async (text: string, at: number) => {
    const gateway = await startNginx(text, at);
    gateways.push(gateway);
    return workersOf(gateway.pid);
  };
  try {
    const seed = articleConf({ front: article, health: articleHealth }, servers);
    const own = { servers: [route(ours, servers)], workers: 1 };
    const pids = {
      direct: [],
      article: await start(seed, articleHealth),
      ours: await start(conf(await nginxVersion(), health, own), health),
    };
    const targets = {
      direct: servers,
      article: [`127.0.0.1:${article}`],
      ours: [`127.0.0.1:${ours}`],
    };
    for (let round = 0; round < rounds; round++) {
      for (const work of ["none", "some"] as const) {
        for (const path of PATHS) {
          const to = { targets: targets[path], servers, pids: pids[path] };
          const job = { ...LOAD, ...to, work: WORK[work] };
          const answer = await capture(PROGRAM, ["load", JSON.stringify(job)]);
          runs[work][path].push(RUN.parse(JSON.parse(answer)));
        }
      }
    }
    return runs;
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    for (const end of ends) end();
  }
}

function noRuns() {
  return { direct: new Array<Run>(), article: new Array<Run>(), ours: new Array<Run>() };
}

/** Settles when the server takes calls, with what ends it. */
async function startServer(address: string): Promise<() => void> {
  const child = spawn(PROGRAM, ["serve", address], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((ready, reject) => {
    createInterface(child.stdout).once("line", () => ready());
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`grpc-load ended with ${code}`)));
  });
  return () => void child.kill();
}

/** The processes that pass calls on; the master only watches them. */
function workersOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
}
