/**
 * The rendered configuration under the real NGINX of this machine's Debian release, with real clients
 * and servers of gRPC. What only later versions read is compared as text in `conf.test.ts`.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:http2";
import { createServer, get } from "node:http";
import { createSocket } from "node:dgram";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { credentials, status } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Backend, startBackend } from "../../tests/gateway/backend";
import { type Authority, authority } from "../../tests/gateway/certificates";
import { Client, type Talk } from "../../tests/gateway/client";
import { articleConf, conf, route } from "../../tests/gateway/conf";
import {
  argumentsFor,
  type Beside,
  type RunningNginx,
  startNginx,
} from "../../tests/gateway/nginx";
import { freePorts } from "../../tests/gateway/port";
import { SCENARIO } from "../../tests/gateway/scenario";
import { LAB } from "../../tests/gateway/service";
import { NGINX, NGINX_BINARY, nginxVersion } from "../../tests/gateway/tools";
import { run } from "../../toolchain/command";
import { ensureTools } from "../../toolchain/tools";
import { nginxConf } from "./conf";

let version = "";
let backends: Backend[] = [];
let addresses: string[] = [];
/** A stream on which nobody says anything while the other tests run. */
let quietBackend: Backend;
let silent: { since: number; nginx: RunningNginx; client: Client; talk: Talk };
/** What a test leaves behind. */
let leftovers: { stop?(): Promise<void>; close?(): void }[] = [];

beforeAll(async () => {
  await ensureTools([NGINX]);
  version = await nginxVersion();
  const ports = await freePorts(3);
  addresses = ports.map((port) => `127.0.0.1:${port}`);
  backends = await Promise.all(addresses.map((address) => startBackend(address)));
  const [quiet = 0, front = 0, health = 0] = await freePorts(3);
  quietBackend = await startBackend(`127.0.0.1:${quiet}`);
  const servers = [route(front, [quietBackend.address])];
  const nginx = await startNginx(conf(version, health, { servers }), health);
  const client = new Client(`127.0.0.1:${front}`);
  silent = { nginx, client, talk: client.talk(), since: Date.now() };
  await silent.talk.ask();
});
afterAll(async () => {
  silent.client.close();
  await silent.nginx.stop();
  await quietBackend.end("SIGKILL");
  await Promise.all(backends.map((backend) => backend.end("SIGKILL")));
});
afterEach(async () => {
  for (const left of leftovers) left.close?.();
  await Promise.all(leftovers.map(async (left) => left.stop?.()));
  leftovers = [];
});

type Special = Parameters<typeof route>[2] & {
  to?: readonly string[];
  conf?: Partial<Parameters<typeof conf>[2]>;
  files?: Beside;
};

/** A gateway with one route, and where clients dial it. */
async function gateway({ to = addresses, conf: whole, files, ...special }: Special = {}) {
  const [front = 0, health = 0] = await freePorts(2);
  const text = conf(version, health, { servers: [route(front, to, special)], ...whole });
  const nginx = await running(text, health, files);
  return { nginx, front, health, address: `127.0.0.1:${front}` };
}

async function running(text: string, health: number, files?: Beside): Promise<RunningNginx> {
  const nginx = await startNginx(text, health, files);
  leftovers.push(nginx);
  return nginx;
}

function client(...how: ConstructorParameters<typeof Client>): Client {
  const made = new Client(...how);
  leftovers.push(made);
  return made;
}

/** How often each server got a call of a kind, since the last time this was asked. */
const seen = new Map<string, number>();
async function countsOf(method: string): Promise<number[]> {
  return Promise.all(
    addresses.map(async (address) => {
      const direct = new Client(address);
      const { answer } = await direct.call(LAB.counts);
      direct.close();
      const total = JSON.parse(String(answer))[method] ?? 0;
      const before = seen.get(`${address} ${method}`) ?? 0;
      seen.set(`${address} ${method}`, total);
      return total - before;
    }),
  );
}

const within3Percent = (counts: readonly number[], each: number) =>
  counts.every((count) => Math.abs(count - each) <= each * 0.03);

test("NGINX reads a file in which everything occurs that can be asked for", async () => {
  const { ca } = await authority("ca");
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  const files = {
    "nginx.conf": nginxConf({ ...SCENARIO, version }),
    "tls/client-ca.crt": ca,
    "grpc/ca.crt": ca,
    "rest/ca.crt": ca,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const log = join(folder, "said");
  await run(NGINX_BINARY, ["-t", ...argumentsFor(folder)], { log });
  const said = readFileSync(log, "utf8");
  rmSync(folder, { recursive: true });
  expect(said.replaceAll(folder, "")).toBe(
    "nginx: the configuration file /nginx.conf syntax is ok\n" +
      "nginx: configuration file /nginx.conf test is successful\n",
  );
});

describe("balancing", () => {
  test("3000 calls over one connection reach three servers 1000 times each, within 3 %", async () => {
    const { address } = await gateway();
    await countsOf("echo");
    const outcomes = await client(address).calls(LAB.echo, 3000, 64);
    expect(outcomes.filter(({ code }) => code !== status.OK)).toEqual([]);
    const counts = await countsOf("echo");
    expect(counts.reduce((sum, count) => sum + count)).toBe(3000);
    expect(within3Percent(counts, 1000), String(counts)).toBe(true);
  });

  test.each(["roundRobin", "fewestCalls"] as const)(
    "30 streams over one connection are spread 10, 10, 10: %s",
    async (balance) => {
      const { address } = await gateway({ upstream: { balance } });
      await countsOf("talk");
      const one = client(address);
      const talks = Array.from({ length: 30 }, () => one.talk());
      expect(await Promise.all(talks.map((talk) => talk.ask()))).toEqual(Array(30).fill(true));
      expect(await countsOf("talk")).toEqual([10, 10, 10]);
      talks.forEach((talk) => talk.cancel());
    },
  );

  test("long streams on one server: by turns short calls stay even, by fewest calls it gets none", async () => {
    const shares: Record<string, number[]> = {};
    const [first = ""] = addresses;
    const [absent = 0, other = 0] = await freePorts(2);
    for (const balance of ["roundRobin", "fewestCalls"] as const) {
      // Twelve streams while the other servers are away.
      const late = [`127.0.0.1:${absent}`, `127.0.0.1:${other}`];
      const { address } = await gateway({ to: [first, ...late], upstream: { balance } });
      const one = client(address);
      const talks = Array.from({ length: 12 }, () => one.talk());
      await Promise.all(talks.map((talk) => talk.ask()));
      const servers = await Promise.all(late.map((at) => startBackend(at)));
      await countsOf("echo");
      await one.calls(LAB.echo, 300, 3);
      shares[balance] = await countsOf("echo");
      talks.forEach((talk) => talk.cancel());
      await Promise.all(servers.map((server) => server.end("SIGKILL")));
    }
    expect(shares).toEqual({ roundRobin: [100, 0, 0], fewestCalls: [0, 0, 0] });
  });

  test("200 streams and a call share one connection", async () => {
    const { address } = await gateway();
    const one = client(address);
    const talks = Array.from({ length: 200 }, () => one.talk());
    expect(await Promise.all(talks.map((talk) => talk.ask()))).toEqual(Array(200).fill(true));
    expect(await one.call(LAB.echo, "x", { seconds: 5 })).toMatchObject({ code: status.OK });
    talks.forEach((talk) => talk.cancel());
  });

  test("a server takes as many calls as it may, and more are UNAVAILABLE at once", async () => {
    const { address } = await gateway({ upstream: { maxCalls: 2 } });
    const one = client(address);
    const talks = Array.from({ length: 8 }, () => one.talk());
    const answered = await Promise.all(talks.map((talk) => talk.ask()));
    expect(answered.filter(Boolean)).toHaveLength(6);
    const refused = talks.filter((_, index) => !answered[index]);
    const codes = await Promise.all(refused.map(async ({ ended }) => (await ended).code));
    expect(codes).toEqual([status.UNAVAILABLE, status.UNAVAILABLE]);
    talks.forEach((talk) => talk.cancel());
  });
});

describe("streams", () => {
  const MESSAGE = Buffer.alloc(64 * 1024);
  const send = async (address: string, messages: number) => {
    const { stream, outcome } = client(address).collect();
    stream.on("error", () => undefined);
    for (let sent = 0; sent < messages; sent++) {
      const written = new Promise((done) => stream.write(MESSAGE, done));
      await Promise.race([written, outcome]);
    }
    stream.end();
    return outcome;
  };

  test("of 8 MiB arrive whole", async () => {
    const { address } = await gateway();
    const { code, answer } = await send(address, 128);
    expect([code, String(answer)]).toEqual([status.OK, String(8 * 1024 * 1024)]);
  });

  test("of 8 MiB are cut by the settings that NGINX has by itself", async () => {
    const [front = 0, health = 0] = await freePorts(2);
    await running(articleConf({ front, health }, addresses), health);
    expect((await send(`127.0.0.1:${front}`, 128)).code).toBe(status.UNKNOWN);
  });

  test("are cut when a side is silent for as long as the route allows, and not before", async () => {
    const { address } = await gateway({ seconds: 2 });
    const talk = client(address).talk();
    expect(await talk.ask()).toBe(true);
    await sleep(1300);
    expect(await talk.ask()).toBe(true);
    await sleep(1300);
    expect(await talk.ask()).toBe(true);
    const { code, afterMs } = await talk.ended;
    expect(code).toBe(status.INTERNAL);
    expect(afterMs).toBeGreaterThan(4500);
    expect(afterMs).toBeLessThan(6500);
  });
});

describe("servers come and go", () => {
  const short = (one: Client) => one.call(LAB.slow, "5");

  /** A call whose answer had begun is cut, and gRPC tries it no more: its caller does. */
  const shortAgain = async (one: Client) => {
    const first = await short(one);
    return first.code === status.INTERNAL ? short(one) : first;
  };

  /** Calls that never stop, from clients that try again. */
  function load(address: string, call = short) {
    const clients = [1, 2, 3, 4].map(() => client(address, { retries: true }));
    const lost: string[] = [];
    let done = 0;
    let isOver = false;
    const loops = clients.flatMap((one) =>
      Array.from({ length: 8 }, async () => {
        while (!isOver) {
          const { code, details } = await call(one);
          if (code === status.OK) done++;
          else lost.push(`${code} ${details}`);
        }
      }),
    );
    return async () => {
      isOver = true;
      await Promise.all(loops);
      return { done, lost };
    };
  }

  test("a server is killed: no call is lost", async () => {
    const { address } = await gateway();
    const stop = load(address, shortAgain);
    await sleep(700);
    await backends[1]!.end("SIGKILL");
    await sleep(1000);
    backends[1] = await startBackend(addresses[1]!);
    await sleep(500);
    const { done, lost } = await stop();
    expect(lost).toEqual([]);
    expect(done).toBeGreaterThan(500);
  });

  test("all servers are restarted one by one: no call is lost", async () => {
    const { address } = await gateway();
    const stop = load(address);
    for (const [index, at] of addresses.entries()) {
      await sleep(500);
      await backends[index]!.end("SIGTERM");
      backends[index] = await startBackend(at);
    }
    await sleep(500);
    const { done, lost } = await stop();
    expect(lost).toEqual([]);
    expect(done).toBeGreaterThan(500);
  });

  test("all servers end their connections every half second: no call is lost", async () => {
    const ports = await freePorts(3);
    const to = ports.map((port) => `127.0.0.1:${port}`);
    const aging = await Promise.all(to.map((at) => startBackend(at, { MAX_AGE_MS: "500" })));
    const { address } = await gateway({ to });
    const stop = load(address);
    const reopened = (async () => {
      const one = client(address);
      for (let turn = 0; turn < 3; turn++) await one.talk().ended;
    })();
    await reopened;
    const { done, lost } = await stop();
    await Promise.all(aging.map((server) => server.end("SIGKILL")));
    expect(lost).toEqual([]);
    expect(done).toBeGreaterThan(500);
  });

  test("open calls may end when the gateway is told to, and are cut when the drain is over", async () => {
    const { nginx, address } = await gateway({ conf: { drainSeconds: 2 } });
    const one = client(address);
    const short = one.talk();
    const long = one.talk();
    expect([await short.ask(), await long.ask()]).toEqual([true, true]);
    nginx.signal("SIGQUIT");
    await sleep(500);
    expect(await short.ask()).toBe(true);
    short.end();
    expect((await short.ended).code).toBe(status.OK);
    const { code, afterMs } = await long.ended;
    expect(code).toBe(status.UNAVAILABLE);
    expect(afterMs).toBeGreaterThan(1900);
    expect(afterMs).toBeLessThan(8000);
    expect(await nginx.ended).toBe(0);
  });
});

describe("answers of the gateway", () => {
  test("are a header and nothing else, which clients read as UNAVAILABLE", async () => {
    const [nobody = 0] = await freePorts(1);
    const { address, front } = await gateway({ to: [`127.0.0.1:${nobody}`] });
    expect(await client(address).call(LAB.echo)).toEqual({
      code: status.UNAVAILABLE,
      details: "no server took the call",
    });
    const session = connect(`http://127.0.0.1:${front}`);
    const request = session.request({
      ":method": "POST",
      ":path": "/lab.Lab/Echo",
      te: "trailers",
    });
    const { headers, isLast } = await new Promise<{
      headers: Record<string, unknown>;
      isLast: boolean;
    }>((settle) => {
      const END_STREAM = 1;
      request.on("response", (headers, flags) =>
        settle({ headers, isLast: (flags & END_STREAM) !== 0 }),
      );
      request.end();
    });
    session.close();
    expect(isLast).toBe(true);
    expect(headers).toMatchObject({
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": "14",
      "grpc-message": "no server took the call",
    });
  });

  test("say DEADLINE_EXCEEDED when a server takes too long", async () => {
    const { address } = await gateway({ seconds: 1 });
    expect(await client(address).call(LAB.slow, "3000")).toEqual({
      code: status.DEADLINE_EXCEEDED,
      details: "the server did not answer in time",
    });
  });

  test("say UNAVAILABLE when all connections are in use", async () => {
    const { address } = await gateway({ conf: { connections: 32, workers: 1 } });
    const one = client(address);
    const talks = Array.from({ length: 60 }, () => one.talk());
    const answered = await Promise.all(talks.map((talk) => talk.ask()));
    const refused = talks.filter((_, index) => !answered[index]);
    const codes = await Promise.all(refused.map(async ({ ended }) => (await ended).code));
    expect(codes.length).toBeGreaterThan(10);
    expect([...new Set(codes)]).toEqual([status.UNAVAILABLE]);
    talks.forEach((talk) => talk.cancel());
  });
});

describe("access log", () => {
  async function logOf(accessLog: "all" | "failed") {
    const [nobody = 0] = await freePorts(1);
    const [front = 0, dead = 0, health = 0] = await freePorts(3);
    const servers = [
      route(front, addresses),
      route(dead, [`127.0.0.1:${nobody}`], { name: "dead" }),
    ];
    const nginx = await running(conf(version, health, { servers, accessLog, workers: 1 }), health);
    await client(`127.0.0.1:${front}`).call(LAB.echo, "hello");
    await client(`127.0.0.1:${front}`).call(LAB.unknown);
    await client(`127.0.0.1:${dead}`).call(LAB.echo);
    return nginx.calls();
  }

  test("has the status of gRPC: of the trailer, of the header, of the gateway", async () => {
    const calls = await logOf("all");
    expect(calls.map(({ call, http, grpc }) => [call, http, grpc])).toEqual([
      ["/lab.Lab/Echo", 200, "0"],
      ["/lab.Lab/Unknown", 200, "12"],
      ["/lab.Lab/Echo", 200, "14"],
    ]);
    expect(Object.keys(calls[0] ?? {})).toEqual([
      "time",
      "client",
      "call",
      "http",
      "grpc",
      "server",
      "answers",
      "seconds",
      "connect",
      "in",
      "out",
      "connection",
      "calls",
    ]);
    expect(addresses).toContain(calls[0]?.["server"]);
  });

  test("has the failed ones alone when that is asked for", async () => {
    expect((await logOf("failed")).map(({ grpc }) => grpc)).toEqual(["12", "14"]);
  });
});

test("metadata with dots and underscores in their names arrive", async () => {
  const { address } = await gateway();
  const metadata = { authentication: "token", "with.dot": "1", with_underscore: "2" };
  const { answer } = await client(address).call(LAB.metadata, "", { metadata });
  expect(JSON.parse(String(answer))).toMatchObject(metadata);
});

describe("TLS in front", () => {
  let ours: Authority;
  let others: Authority;
  beforeAll(async () => {
    [ours, others] = await Promise.all([authority("ours"), authority("others")]);
  });

  const filesOf = async (): Promise<Beside> => {
    const { certificate, key } = await ours.issue("gateway", ["localhost"]);
    return { "tls/tls.crt": certificate, "tls/tls.key": key, "tls/client-ca.crt": ours.ca };
  };
  const trusting = ({ ca }: Authority, pair?: { certificate: string; key: string }) => ({
    tls: credentials.createSsl(
      Buffer.from(ca),
      pair ? Buffer.from(pair.key) : null,
      pair ? Buffer.from(pair.certificate) : null,
    ),
  });
  const at = (front: number) => `localhost:${front}`;

  test("clients that trust its CA get through; others and those without TLS do not", async () => {
    const files = await filesOf();
    const { front } = await gateway({ front: { verifiesClients: false }, files });
    const codes = await Promise.all(
      [trusting(ours), trusting(others), {}].map(
        async (how) => (await client(at(front), how).call(LAB.echo, "x", { seconds: 3 })).code,
      ),
    );
    expect(codes).toEqual([status.OK, status.UNAVAILABLE, status.UNAVAILABLE]);
  });

  test("where certificates are asked for, clients without one are UNAUTHENTICATED", async () => {
    const files = await filesOf();
    const { front } = await gateway({ front: { verifiesClients: true }, files });
    const call = async (pair?: { certificate: string; key: string }) =>
      client(at(front), trusting(ours, pair)).call(LAB.metadata);
    const known = await call(await ours.issue("agent", ["agent"]));
    expect(known.code).toBe(status.OK);
    expect(JSON.parse(String(known.answer))["x-client-dn"]).toBe("CN=agent");
    const refused = { code: status.UNAUTHENTICATED, details: "the gateway asks for a certificate" };
    expect(await call()).toEqual(refused);
    expect(await call(await others.issue("agent", ["agent"]))).toEqual(refused);
  });

  test("a renewed certificate counts without a restart", async () => {
    const files = await filesOf();
    const { front, nginx } = await gateway({ front: { verifiesClients: false }, files });
    const code = async (trusted: Authority) =>
      (await client(at(front), trusting(trusted)).call(LAB.echo, "x", { seconds: 3 })).code;
    expect(await code(ours)).toBe(status.OK);
    const renewed = await others.issue("gateway", ["localhost"]);
    nginx.write("tls/tls.key", renewed.key);
    nginx.write("tls/tls.crt", renewed.certificate);
    expect(await code(others)).toBe(status.OK);
    expect(await code(ours)).toBe(status.UNAVAILABLE);
  });
});

describe("TLS behind", () => {
  async function behind(
    change: (world: {
      ours: Authority;
      others: Authority;
      files: Record<string, string>;
    }) => Promise<{ name?: string; identity?: boolean; asks?: boolean }>,
  ) {
    const [ours, others] = await Promise.all([authority("ours"), authority("others")]);
    const files: Record<string, string> = { "grpc/ca.crt": ours.ca };
    const {
      name = "oap.tracing.svc",
      identity = false,
      asks = false,
    } = await change({
      ours,
      others,
      files,
    });
    const pair = await ours.issue("server", ["oap.tracing.svc"]);
    const [port = 0] = await freePorts(1);
    const TLS = JSON.stringify({ ...pair, ...(asks ? { clientCa: ours.ca } : {}) });
    const server = await startBackend(`127.0.0.1:${port}`, { TLS });
    leftovers.push({ stop: () => server.end("SIGKILL") });
    const to = [`127.0.0.1:${port}`];
    const { address } = await gateway({ to, back: { name, identity }, files });
    return client(address).call(LAB.echo, "x", { seconds: 5 });
  }

  test("a server whose certificate fits is called", async () => {
    expect(await behind(async () => ({}))).toMatchObject({ code: status.OK });
  });

  test("one with another name is not", async () => {
    const outcome = await behind(async () => ({ name: "someone.else.svc" }));
    expect(outcome).toMatchObject({ code: status.UNAVAILABLE });
  });

  test("one signed by someone else is not", async () => {
    const outcome = await behind(async ({ files, others }) => {
      files["grpc/ca.crt"] = others.ca;
      return {};
    });
    expect(outcome).toMatchObject({ code: status.UNAVAILABLE });
  });

  test("one that asks for a certificate gets it", async () => {
    const outcome = await behind(async ({ files, ours }) => {
      const { certificate, key } = await ours.issue("gateway", ["gateway"]);
      files["grpc/tls.crt"] = certificate;
      files["grpc/tls.key"] = key;
      return { identity: true, asks: true };
    });
    expect(outcome).toMatchObject({ code: status.OK });
  });

  test("one that asks for a certificate does not answer without it", async () => {
    expect((await behind(async () => ({ asks: true }))).code).toBe(status.UNAVAILABLE);
  });
});

test("requests of HTTP/1.1 are passed on over connections that are kept", async () => {
  const connections = new Set<unknown>();
  const paths: unknown[] = [];
  const server = createServer((request, response) => {
    connections.add(request.socket);
    paths.push([request.method, request.url, request.headers.host, request.headers.connection]);
    response.end("answer");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  leftovers.push({ close: () => server.close() });
  const { port } = server.address() as { port: number };
  const [front = 0, health = 0] = await freePorts(2);
  const { name, upstream } = route(front, [`127.0.0.1:${port}`]);
  const http = { kind: "http", name, listen: `127.0.0.1:${front}`, upstream, seconds: 60 } as const;
  await running(conf(version, health, { servers: [http], workers: 1 }), health);
  for (let turn = 0; turn < 3; turn++) {
    const body = await new Promise<string>((settle, reject) => {
      get({ host: "127.0.0.1", port: front, path: "/graphql?a=b" }, (response) => {
        response.setEncoding("utf8").on("data", settle);
      }).once("error", reject);
    });
    expect(body).toBe("answer");
  }
  expect(paths).toEqual(Array(3).fill(["GET", "/graphql?a=b", `127.0.0.1:${front}`, undefined]));
  expect(connections.size).toBe(1);
});

describe("pods behind a Service without an address", () => {
  /** A name server that knows one name. */
  async function nameServer(answers: { addresses: string[] }) {
    const socket = createSocket("udp4");
    socket.on("message", (query, { port, address }) => {
      const end = query.indexOf(0, 12) + 5;
      const { addresses } = answers;
      const head = Buffer.from(query.subarray(0, 12));
      // An answer, and NXDOMAIN where there is none.
      head.writeUInt16BE(addresses.length === 0 ? 0x8183 : 0x8180, 2);
      head.writeUInt16BE(addresses.length, 6);
      head.writeUInt32BE(0, 8);
      const records = addresses.map((ip) =>
        Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...ip.split(".").map(Number)]),
      );
      socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), port, address);
    });
    await new Promise<void>((ready) => socket.bind(0, "127.0.0.1", ready));
    leftovers.push({ close: () => socket.close() });
    return `127.0.0.1:${socket.address().port}`;
  }

  test("are found when they come, and calls are UNAVAILABLE while there is none", async () => {
    const [port = 0] = await freePorts(1);
    const ips = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
    const pods = await Promise.all(ips.map((ip) => startBackend(`${ip}:${port}`)));
    leftovers.push(...pods.map((pod) => ({ stop: () => pod.end("SIGKILL") })));
    const answers = { addresses: new Array<string>() };
    const resolver = await nameServer(answers);
    const { address } = await gateway({
      to: [`oap-members.tracing.svc.cluster.local:${port}`],
      upstream: { kind: "pods" },
      conf: { resolver },
    });
    const one = client(address);
    expect((await one.call(LAB.echo)).code).toBe(status.UNAVAILABLE);
    const sharesOf = async () => {
      const outcomes = await one.calls(LAB.echo, 300, 8);
      expect(outcomes.filter(({ code }) => code !== status.OK)).toEqual([]);
      const asked = ips.map(async (ip) => {
        const direct = new Client(`${ip}:${port}`);
        const { answer } = await direct.call(LAB.counts);
        direct.close();
        return JSON.parse(String(answer)).echo ?? 0;
      });
      return Promise.all(asked);
    };
    answers.addresses = ips.slice(0, 2);
    await sleep(6000);
    const [first = 0, second = 0, third] = await sharesOf();
    expect(Math.min(first, second)).toBeGreaterThan(90);
    expect(third).toBe(0);
    answers.addresses = ips;
    await sleep(6000);
    expect((await sharesOf())[2]).toBeGreaterThan(60);
  });
});

test("a stream on which both sides are silent for 65 s lives on; NGINX by itself allows 60", async () => {
  const { talk, since } = silent;
  await sleep(Math.max(0, since + 65_000 - Date.now()));
  expect(await talk.ask()).toBe(true);
  talk.end();
  expect((await talk.ended).code).toBe(status.OK);
});
