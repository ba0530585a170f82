import { describe, expect, test } from "vitest";
import { brokenLinks, type Chain } from "./chain";

const HOST = "sw-oap.tracing.svc";
const scale = { kind: "connections", target: 10 };
const server = { maxConnections: 11 };
const whole: Chain = {
  satellite: { scale, server },
  metricsAdapter: { kind: "existing", oap: `${HOST}:12800` },
};
const linksOf = (chain: Chain) =>
  brokenLinks({ ...whole, ...chain }, HOST).map(({ path, got, want }) => [path, got, want]);

describe("a chain is whole", () => {
  test.each<[string, Chain]>([
    ["with an adapter of someone else", {}],
    [
      "by the longer name of OAP",
      { metricsAdapter: { kind: "existing", oap: `${HOST}.cluster.local:12800` } },
    ],
    [
      "with an adapter of its own, whatever the zone",
      { oap: { timeZone: "Asia/Shanghai" }, metricsAdapter: { kind: "installed" } },
    ],
    [
      "with one and the same zone",
      {
        oap: { timeZone: "Asia/Tokyo" },
        metricsAdapter: { kind: "existing", oap: `${HOST}:12800`, timeZone: "Asia/Tokyo" },
      },
    ],
    [
      "with rules that are told",
      { oap: { env: { SW_METER_ANALYZER_ACTIVE_FILES: "datasource,satellite" } } },
    ],
    [
      "with one and the same prefix",
      {
        satellite: { scale: { ...scale, prefix: "own" }, server },
        metricsAdapter: { kind: "installed", prefix: "own" },
      },
    ],
    [
      "where nothing is scaled by connections",
      {
        satellite: { scale: { kind: "fixed" }, telemetry: { toOap: { kind: "none" } } },
        metricsAdapter: { kind: "existing", oap: "other:1" },
      },
    ],
  ])("%s", (_, chain) => {
    expect(linksOf(chain)).toEqual([]);
  });

  const sends = { kind: "gateway" };
  const identity = "satellite";
  const clientCa = {};
  test.each<[string, Chain]>([
    ["without TLS", { satellite: { sends }, gateway: {} }],
    ["over TLS", { satellite: { sends }, gateway: { tls: {} }, oap: { mtls: {} } }],
    [
      "with a certificate",
      { satellite: { sends: { ...sends, identity } }, gateway: { tls: { clientCa } } },
    ],
  ])("by way of the gateway, %s", (_, chain) => {
    expect(linksOf(chain)).toEqual([]);
  });

  test("where there is no Satellite", () => {
    expect(brokenLinks({ oap: { agentToken: "t", mtls: {} } }, HOST)).toEqual([]);
  });

  test("as far as it is known, where the namespace is not", () => {
    expect(brokenLinks({ ...whole, metricsAdapter: { kind: "existing", oap: "other:1" } })).toEqual(
      [],
    );
  });
});

describe("a link that is broken is named", () => {
  test.each<[string, Chain, unknown[]]>([
    [
      "OAP asks for a token",
      { oap: { agentToken: "t" } },
      [
        "oap.agentToken",
        "given",
        "nothing beside satellite, which sends no token with calls that are not streams; gateway.tls.clientCa keeps strangers out as well",
      ],
    ],
    [
      "OAP is behind TLS",
      { oap: { mtls: {} } },
      [
        "oap.mtls",
        "given",
        "nothing beside satellite, which finds OAP without TLS only, or satellite.sends: { kind: gateway }",
      ],
    ],
    [
      "one OAP is behind TLS",
      { oap: { grpc: { tls: {} } } },
      [
        "oap.grpc.tls",
        "given",
        "nothing beside satellite, which finds OAP without TLS only, or satellite.sends: { kind: gateway }",
      ],
    ],
    [
      "OAP asks for a token behind the gateway",
      { satellite: { sends: { kind: "gateway" } }, gateway: {}, oap: { agentToken: "t" } },
      [
        "oap.agentToken",
        "given",
        "nothing beside satellite, which sends no token with calls that are not streams; gateway.tls.clientCa keeps strangers out as well",
      ],
    ],
    [
      "the gateway is missing",
      { satellite: { sends: { kind: "gateway" } } },
      ["gateway", undefined, "a map: satellite.sends goes through it"],
    ],
    [
      "the gateway asks for a certificate",
      { satellite: { sends: { kind: "gateway" } }, gateway: { tls: { clientCa: {} } } },
      [
        "satellite.sends.identity",
        undefined,
        "the name of a Secret, because gateway.tls.clientCa asks for a certificate",
      ],
    ],
    [
      "the gateway asks for none",
      { satellite: { sends: { kind: "gateway", identity: "own" } }, gateway: { tls: {} } },
      ["satellite.sends.identity", "given", "nothing, because the gateway asks for no certificate"],
    ],
    [
      "Satellite tells OAP nothing",
      { satellite: { scale, server, telemetry: { toOap: { kind: "none" } } } },
      [
        "satellite.telemetry.toOap",
        "none",
        "{ kind: metrics }: the autoscaler asks OAP for the connections",
      ],
    ],
    [
      "OAP cuts the name",
      { satellite: { scale, server, telemetry: { service: "s".repeat(71) } } },
      [
        "satellite.telemetry.service",
        "s".repeat(71),
        "at most 70 characters: OAP cuts what is longer",
      ],
    ],
    [
      "OAP has no rules for it",
      { oap: { env: { SW_METER_ANALYZER_ACTIVE_FILES: "datasource" } } },
      [
        "oap.env",
        "datasource",
        "satellite in SW_METER_ANALYZER_ACTIVE_FILES: without its rules OAP counts no connections",
      ],
    ],
    [
      "the adapter asks another OAP",
      { metricsAdapter: { kind: "existing", oap: "other:12800" } },
      [
        "metricsAdapter.oap",
        "other:12800",
        "sw-oap.tracing.svc:12800, where the OAP is that Satellite tells",
      ],
    ],
    [
      "the adapter has another clock",
      { oap: { timeZone: "Asia/Shanghai" } },
      [
        "metricsAdapter.timeZone",
        "UTC",
        "Asia/Shanghai, the time zone of OAP: by another clock it finds nothing",
      ],
    ],
    [
      "the adapter has other names",
      { metricsAdapter: { kind: "installed", prefix: "own" } },
      ["satellite.scale.prefix", undefined, "own, as metricsAdapter.prefix is"],
    ],
    [
      "a full pod does not make it act",
      { satellite: { scale: { kind: "connections", target: 3700 } } },
      [
        "satellite.scale.target",
        3700,
        "3636 or less: a pod takes 4000 connections, and no more are counted",
      ],
    ],
  ])("%s", (_, chain, link) => {
    expect(linksOf(chain)).toEqual([link]);
  });

  test("nobody answers", () => {
    expect(brokenLinks({ satellite: { scale, server } }, HOST)).toEqual([
      {
        path: "metricsAdapter",
        got: undefined,
        want: "{ kind: installed, … } or { kind: existing, … }: it answers the autoscaler",
      },
    ]);
  });

  test("and so are all that are", () => {
    expect(
      brokenLinks({ ...whole, oap: { agentToken: "t", timeZone: "Asia/Tokyo" } }, HOST).map(
        ({ path }) => path,
      ),
    ).toEqual(["oap.agentToken", "metricsAdapter.timeZone"]);
  });
});
