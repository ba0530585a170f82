import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SCENARIO } from "../../tests/gateway/scenario";
import { type Conf, nginxConf } from "./conf";

const GOLDEN = join(__dirname, "golden");

/** Versions by the file that all of them get: the first that reads it gives the name. */
const FILES: Record<string, string[]> = {
  "1.22.0.conf": ["1.22.0", "1.22.1", "1.24.0", "1.25.0"],
  // `http2 on`, beside `listen … http2` no more.
  "1.25.1.conf": ["1.25.1", "1.26.3", "1.27.2"],
  // `server … resolve` in every build.
  "1.27.3.conf": ["1.27.3", "1.28.0", "1.29.7", "1.30.6", "1.31.4", "1.30.6-alpine"],
};

const golden = (file: string) => readFileSync(join(GOLDEN, file), "utf8");

test.each(
  Object.entries(FILES).flatMap(([file, versions]) =>
    versions.map((version): [string, string] => [version, file]),
  ),
)("NGINX %s gets %s", (version, file) => {
  expect(nginxConf({ ...SCENARIO, version })).toBe(golden(file));
});

test("there is no other golden file", () => {
  expect(readdirSync(GOLDEN).sort()).toEqual(Object.keys(FILES));
});

/** Lines that one file has and the other has not. */
const onlyIn = (file: string, other: string) => {
  const known = golden(other).split("\n");
  return golden(file)
    .split("\n")
    .filter((line) => !known.includes(line))
    .map((line) => line.trim());
};

test("HTTP/2 is a directive of its own since 1.25.1", () => {
  expect(onlyIn("1.22.0.conf", "1.25.1.conf")).toEqual([
    "listen 11800 ssl http2;",
    "listen 4317 ssl http2;",
  ]);
  expect(onlyIn("1.25.1.conf", "1.22.0.conf")).toEqual([
    "listen 11800 ssl;",
    "http2 on;",
    "listen 4317 ssl;",
    "http2 on;",
  ]);
});

test("pods are followed by a variable before 1.27.3, and by their upstream block since", () => {
  expect(onlyIn("1.25.1.conf", "1.27.3.conf")).toEqual([
    "server 192.0.2.1:4317 max_fails=0 max_conns=500;",
    "server 192.0.2.2:4317 max_fails=0 max_conns=500;",
    "server 192.0.2.3:12800 max_fails=0;",
    "location / { set $target oap-members.tracing.svc.cluster.local:11801; grpc_pass grpcs://$target; }",
  ]);
  expect(onlyIn("1.27.3.conf", "1.25.1.conf")).toEqual([
    "upstream grpc {",
    "zone grpc 256k;",
    "server oap-members.tracing.svc.cluster.local:11801 resolve max_fails=0;",
    "server 192.0.2.1:4317 resolve max_fails=0 max_conns=500;",
    "server 192.0.2.2:4317 resolve max_fails=0 max_conns=500;",
    "server 192.0.2.3:12800 resolve max_fails=0;",
    "location / { grpc_pass grpcs://grpc; }",
  ]);
});

describe("what is not asked for is not there", () => {
  const [first] = SCENARIO.servers;
  const plain: Conf["servers"][number] = {
    kind: "grpc",
    name: "grpc",
    listen: "11800",
    upstream: { kind: "servers", addresses: ["192.0.2.1:11800"], balance: "roundRobin" },
    seconds: 3600,
    maxStreams: 1024,
    windowKibibytes: 256,
  };
  const text = (special: Partial<Conf>) =>
    nginxConf({ ...SCENARIO, version: "1.22.1", ...special });

  test("no certificate, no name server, no choice of what is logged", () => {
    const bare = text({ servers: [plain], accessLog: "all" });
    expect(bare).not.toMatch(/ssl|\$anew|resolver|\$failed|x-client-dn|least_conn|max_conns/);
    expect(bare).toContain("access_log /dev/stdout calls buffer=64k flush=1s;\n");
    expect(bare).toContain("location / { grpc_pass grpc://grpc; }");
  });

  test("clients need no certificate", () => {
    const open = text({ servers: [{ ...plain, front: { verifiesClients: false } }] });
    expect(open).toContain("ssl_certificate tls/tls.crt$anew;");
    expect(open).not.toMatch(/ssl_verify_client|ssl_client_certificate|x-client-dn/);
  });

  test("servers are shown no certificate", () => {
    const back = { name: "oap.tracing.svc", identity: false };
    const trusted = text({ servers: [{ ...plain, back }] });
    expect(trusted).toContain("grpc_ssl_verify on;");
    expect(trusted).not.toMatch(/grpc_ssl_certificate|\$anew/);
  });

  test("a name server is asked for pods in every version", () => {
    expect(text({ servers: first === undefined ? [] : [first] })).toContain(
      "resolver 127.0.0.1 valid=5s ipv6=off;",
    );
  });
});
