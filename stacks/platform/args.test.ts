import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../components/kit/endpoint";
import { valueOf } from "../../components/kit/testing";
import type { PlatformInput } from "../config/platform";
import { checkedPlatform } from "../config/parse";
import { namespaceArgs, skyWalkingArgs } from "./args";
import { revealed } from "./secrets";

type SkyWalkingInput = NonNullable<PlatformInput["skywalking"]>;
type OapInput = NonNullable<SkyWalkingInput["oap"]>;

const EXTERNAL: SkyWalkingInput["storage"] = {
  kind: "elasticsearch",
  server: { kind: "external", address: "es.example.com:9200", speaks: "https" },
};

const login = {
  username: { name: "login", key: "username" },
  password: { name: "login", key: "password" },
};

/** What the stack is told when a stack file says this. */
function argsOf(skywalking: Partial<SkyWalkingInput>) {
  const input = {
    namespace: { name: "tracing" },
    skywalking: { storage: EXTERNAL, ...skywalking },
  };
  const platform = revealed(checkedPlatform(input), {
    agentToken: "token",
    password: "secret",
    before: "the one before",
  });
  return skyWalkingArgs(platform.skywalking!);
}

const oapArgsOf = (oap: OapInput) => argsOf({ oap }).oap;

/** The same with each endpoint as `protocol host:port`. */
async function shown(part: unknown): Promise<any> {
  if (Array.isArray(part)) return Promise.all(part.map(shown));
  if (typeof part !== "object" || part === null) return part;
  if ("admits" in part) {
    const { speaks, address } = part as Endpoint;
    return `${speaks} ${await valueOf(address)}`;
  }
  const fields = Object.entries(part).map(async ([name, value]) => [name, await shown(value)]);
  return Object.fromEntries(await Promise.all(fields));
}

describe("the namespace", () => {
  test("is told its pull secret by the name that the component knows", async () => {
    const given = { name: "tracing", pullSecret: { config: "registryPullSecret" } };
    const { pullSecret, ...others } = namespaceArgs(revealed(given, { registryPullSecret: "{}" }));
    expect(others).toEqual({ name: "tracing" });
    expect(Object.keys(pullSecret ?? {})).toEqual(["dockerConfigJson"]);
  });

  test("is told nothing else than the stack file says", () => {
    expect(namespaceArgs({ name: "tracing", kind: "existing" })).toEqual({
      name: "tracing",
      kind: "existing",
    });
  });
});

describe("versions", () => {
  test("are those of stacks/versions.ts unless the stack file says otherwise", () => {
    const versions = (skywalking: Partial<SkyWalkingInput>) => {
      const { version, ui } = argsOf(skywalking);
      return [version, ui.kind === "none" ? "none" : ui.version];
    };
    const horizon = { kind: "horizon" as const, users: [] };
    expect(versions({})).toEqual(["10.4.0", "10.4.0"]);
    expect(versions({ version: "10.1.0" })).toEqual(["10.1.0", "10.1.0"]);
    expect(versions({ version: "10.1.0", ui: { version: "10.3.0" } })).toEqual([
      "10.1.0",
      "10.3.0",
    ]);
    expect(versions({ ui: { kind: "none" } })).toEqual(["10.4.0", "none"]);
    expect(versions({ ui: { flavor: horizon } })).toEqual(["10.4.0", "0.7.0"]);
    expect(versions({ ui: { flavor: horizon, version: "0.8.0" } })).toEqual(["10.4.0", "0.8.0"]);
  });
});

test("what reads OAP is there when the stack file says so, in the version that is tested", () => {
  expect(argsOf({})).not.toHaveProperty("selfObservability");
  const told = (given: SkyWalkingInput["selfObservability"]) =>
    argsOf({ ...(given && { selfObservability: given }) }).selfObservability;
  expect(told({})).toEqual({ version: "0.159.0" });
  const own = { version: "0.111.0", service: "oap", intervalSeconds: 30, identity: "me" };
  expect(told(own)).toEqual(own);
});

describe("storage", () => {
  const volume = { size: "20Gi" } as const;
  const cases: [title: string, given: SkyWalkingInput["storage"], told: unknown][] = [
    [
      "an Elasticsearch that is there",
      {
        kind: "elasticsearch",
        shards: 2,
        server: {
          kind: "external",
          address: "10.0.0.1:31300",
          speaks: "http",
          credentials: login,
          version: "8.18.8",
        },
      },
      {
        kind: "elasticsearch",
        shards: 2,
        server: {
          kind: "external",
          endpoint: "http 10.0.0.1:31300",
          credentials: login,
          version: "8.18.8",
        },
      },
    ],
    [
      "an Elasticsearch of its own, in the version that is tested",
      { kind: "elasticsearch", server: { kind: "native", volume } },
      { kind: "elasticsearch", server: { kind: "native", version: "8.18.8", volume } },
    ],
    [
      "an Elasticsearch by ECK, in a version of its own",
      { kind: "elasticsearch", server: { kind: "eck", version: "8.19.4", volume } },
      { kind: "elasticsearch", server: { kind: "eck", version: "8.19.4", volume } },
    ],
    [
      "BanyanDB",
      {
        kind: "banyandb",
        apiVersion: "0.10",
        targets: ["a.example.com:17912", "b.example.com:17912"],
        indexPrefix: "team",
      },
      {
        kind: "banyandb",
        apiVersion: "0.10",
        targets: ["grpc a.example.com:17912", "grpc b.example.com:17912"],
        indexPrefix: "team",
      },
    ],
    [
      "PostgreSQL",
      { kind: "postgresql", address: "db:5432", database: "sw", credentials: login },
      { kind: "postgresql", endpoint: "tcp db:5432", database: "sw", credentials: login },
    ],
    [
      "MySQL",
      {
        kind: "mysql",
        address: "db:3306",
        database: "sw",
        credentials: login,
        driver: { kind: "inImage" },
      },
      {
        kind: "mysql",
        endpoint: "tcp db:3306",
        database: "sw",
        credentials: login,
        driver: { kind: "inImage" },
      },
    ],
  ];

  test.each(cases)("%s", async (_, given, told) => {
    expect(await shown(argsOf({ storage: given }).storage)).toEqual(told);
  });

  test("gets the password that the stack file keeps secret", async () => {
    const retiring = { user: "old", password: { config: "before" } };
    const login = { user: "new", password: { config: "password" }, retiring };
    const server = { kind: "native", volume, ...login } as const;
    const { storage } = argsOf({ storage: { kind: "elasticsearch", server } });
    const told = (storage as any).server;
    expect(await valueOf(told.password)).toBe("secret");
    expect(await valueOf(told.retiring.password)).toBe("the one before");
  });
});

describe("coordinators", () => {
  const key = { name: "secret", key: "key" };
  const cases: [given: NonNullable<OapInput["coordinator"]>, told: unknown][] = [
    [{ kind: "standalone" }, { kind: "standalone" }],
    [{ kind: "kubernetes" }, { kind: "kubernetes" }],
    [
      { kind: "zookeeper", servers: ["a:2181", "b:2181"], acl: key },
      { kind: "zookeeper", servers: ["tcp a:2181", "tcp b:2181"], acl: key },
    ],
    [
      { kind: "consul", server: "consul:8500", aclToken: key, serviceName: "oap" },
      { kind: "consul", server: "http consul:8500", aclToken: key, serviceName: "oap" },
    ],
    [
      { kind: "etcd", servers: ["a:2379"], namespace: "/oap", credentials: login },
      { kind: "etcd", servers: ["tcp a:2379"], namespace: "/oap", credentials: login },
    ],
    [
      {
        kind: "nacos",
        server: "nacos:8848",
        namespace: "oap",
        contextPath: "/n",
        login: { kind: "user", ...login },
      },
      {
        kind: "nacos",
        server: "http nacos:8848",
        namespace: "oap",
        contextPath: "/n",
        login: { kind: "user", ...login },
      },
    ],
  ];

  test.each(cases)("$kind", async (given, told) => {
    const topology = { kind: "mixed", scale: { kind: "fixed", replicas: 2 } } as const;
    const alone = given.kind === "standalone" ? {} : { topology };
    const { coordinator } = oapArgsOf({ coordinator: given, ...alone });
    expect(await shown(coordinator)).toEqual(told);
  });
});

describe("OAP", () => {
  test("is told nothing that the stack file does not say", () => {
    expect(argsOf({}).oap).toEqual({});
    expect(argsOf({ oap: { timeZone: "Asia/Shanghai" } }).oap).toEqual({
      timeZone: "Asia/Shanghai",
    });
  });

  test("gets its token, and where else it goes", async () => {
    const { agentToken, reaches } = oapArgsOf({
      agentToken: { config: "agentToken" },
      reaches: ["kafka.example.com:9092"],
    });
    expect(await valueOf(agentToken as any)).toBe("token");
    expect(await shown(reaches)).toEqual(["tcp kafka.example.com:9092"]);
  });

  test("tells its alarms to whom the stack file names", async () => {
    const rule = {
      expression: "sum(service_resp_time > 1000) >= 3",
      message: "{name} is slow",
      periodMinutes: 10,
    };
    const rules = { slow_rule: rule };
    const { alarms } = oapArgsOf({
      alarms: {
        rules,
        hooks: {
          page: { kind: "webhook", urls: ["https://alarm.example.com"] },
          program: { kind: "grpc", target: "alarm.example.com:443" },
        },
      },
    });
    expect(await shown(alarms)).toEqual({
      rules,
      hooks: {
        page: { kind: "webhook", urls: ["https://alarm.example.com"] },
        program: { kind: "grpc", target: "grpc alarm.example.com:443" },
      },
    });
    expect(oapArgsOf({ alarms: { rules } }).alarms).toEqual({ rules });
  });
});

describe("the page", () => {
  test("is told what the stack file says", () => {
    const exposure = { kind: "nodePort", nodePort: 31180 } as const;
    const callers = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }] as any;
    expect(argsOf({ ui: { exposure, callers } }).ui).toEqual({
      version: "10.4.0",
      exposure,
      callers,
    });
  });
});
