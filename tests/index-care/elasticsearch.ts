/** Runs Elasticsearch behind TLS, with one user, for as long as a test lasts. */

import { hash } from "bcryptjs";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { capture, run } from "../../toolchain/command";
import { CLIENT_ROLE, rolesYml } from "../../components/elasticsearch/roles";
import { authority } from "../gateway/certificates";
import { freePorts } from "../gateway/port";
import { ELASTICSEARCH_VERSION, ELASTICSEARCH_ZIP } from "./tools";

const HOST = "localhost";
const USER = "jaeger";
/** What a shell, a URL or a configuration file would take for something else. */
const PASSWORD = String.raw`p"a$s\s: 'w&rd`;
/** Elasticsearch does not run as root. */
const SOMEONE = 10001;
/** On a machine that does much else. */
const PATIENCE_MS = 180_000;

export interface RunningElasticsearch {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** In PEM, as in a Secret. */
  readonly ca: string;
  /** What it answers, JSON as it is. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** @throws with the end of its log when it does not start */
export async function startElasticsearch(): Promise<RunningElasticsearch> {
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-elasticsearch-"));
  const log = join(folder, "log");
  await run("python3", ["-m", "zipfile", "--extract", ELASTICSEARCH_ZIP, folder], { log });
  const home = join(folder, `elasticsearch-${ELASTICSEARCH_VERSION}`);
  const [port = 0, transport = 0] = await freePorts(2);
  const trusted = await authority("index-care");
  const { certificate, key } = await trusted.issue("elasticsearch", [HOST]);
  for (const [file, content] of Object.entries({
    "elasticsearch.yml": settings(port, transport),
    "tls.crt": certificate,
    "tls.key": key,
    users: `${USER}:${await hash(PASSWORD, 4)}\n`,
    users_roles: `${CLIENT_ROLE}:${USER}\n`,
    "roles.yml": rolesYml({ indexPattern: "apm-*" }),
  }))
    writeFileSync(join(home, "config", file), content);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await run("chown", ["-R", `${SOMEONE}:${SOMEONE}`, folder], { log });
  const java = dirname(dirname(realpathSync((await capture("which", ["java"])).trim())));
  await run("chmod", ["-R", "u+x", join(home, "bin")], { log });
  const child = spawn("bash", [join(home, "bin", "elasticsearch")], {
    env: { ...process.env, ES_JAVA_HOME: java, ES_JAVA_OPTS: "-Xms512m -Xmx512m" },
    stdio: "ignore",
    ...(isRoot ? { uid: SOMEONE, gid: SOMEONE } : {}),
  });
  const ended = new Promise<void>((settle) => child.once("close", () => settle()));
  const ask: RunningElasticsearch["ask"] = (method, path, body) =>
    answer({ port, ca: trusted.ca, method, path, body });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + PATIENCE_MS;
  while (!(await ask("GET", "_cluster/health").then(isReady, () => false))) {
    if (child.exitCode === null && Date.now() < until) {
      await sleep(200);
      continue;
    }
    const said = readFileSync(join(home, "logs", `${CLUSTER}.log`), "utf8").slice(-4000);
    await stop();
    throw new Error(`Elasticsearch did not start: ${said}`);
  }
  return { port, username: USER, password: PASSWORD, ca: trusted.ca, ask, stop };
}

const CLUSTER = "index-care";

const settings = (port: number, transport: number) => `
cluster.name: ${CLUSTER}
network.host: 127.0.0.1
http.port: ${port}
transport.port: ${transport}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: true
xpack.security.http.ssl:
  enabled: true
  certificate: tls.crt
  key: tls.key
`;

const HEALTH = z.object({ status: z.enum(["green", "yellow"]) });
const isReady = (health: unknown) => HEALTH.safeParse(health).success;

interface Question {
  port: number;
  ca: string;
  method: string;
  path: string;
  body: unknown;
}

function answer({ port, ca, method, path, body }: Question): Promise<unknown> {
  const options = {
    ...{ host: HOST, port, ca, method, path: `/${path}` },
    auth: `${USER}:${PASSWORD}`,
    headers: { "content-type": "application/json" },
  };
  return new Promise((settle, reject) => {
    const asked = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.once("end", () => {
        const isGood = (response.statusCode ?? 500) < 300;
        if (isGood) settle(JSON.parse(text === "" ? "{}" : text));
        else reject(new Error(`${method} /${path}: ${response.statusCode} ${text}`));
      });
    });
    asked.once("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
