import { describe, expect, test } from "vitest";
import { contradictions } from "./contradictions";
import { metricsAdapter } from "./metrics-adapter";
import { satellite } from "./satellite";

const scale = { kind: "connections", min: 2, max: 3, target: 10 };
const server = { maxConnections: 11 };
const issuer = { kind: "ClusterIssuer", name: "tracing-ca" };
const installed = { kind: "installed", certificate: { kind: "certManager", issuer } };

const said = (skywalking: object) =>
  contradictions({ namespace: { name: "tracing" }, skywalking }).map(
    ({ path, text }) => `${path} ${text}`,
  );

test("everything of Satellite may be left out", () => {
  expect(satellite.parse({})).toEqual({});
});

test("every kind of call can be set, or be off", () => {
  const pipes = {
    tracing: { flushMs: 3000, batch: 50, leastEvents: 2 },
    envoyAlsV3: { receiver: { flushMs: 3000, messages: 10 } },
    meter: { routes: { count: 10, keptSeconds: 20 } },
    cds: "off",
  };
  expect(satellite.parse({ pipes })).toEqual({ pipes });
  expect(satellite.safeParse({ pipes: { cds: {} } }).success).toBe(false);
  expect(satellite.safeParse({ pipes: { tracing: { routes: {} } } }).success).toBe(false);
});

test("the adapter needs a certificate, or is someone else's", () => {
  expect(metricsAdapter.parse(installed)).toEqual(installed);
  const existing = { kind: "existing", oap: "oap:12800" };
  expect(metricsAdapter.parse(existing)).toEqual(existing);
  expect(metricsAdapter.safeParse({ kind: "installed" }).success).toBe(false);
});

describe("what is impossible together", () => {
  test("nothing, where the chain is whole", () => {
    expect(said({ satellite: { scale, server }, metricsAdapter: installed })).toEqual([]);
  });

  test("an autoscaler that nobody answers", () => {
    expect(said({ satellite: { scale, server } })).toEqual([
      "platform.skywalking.metricsAdapter is missing; give { kind: installed, … } or { kind: existing, … }: it answers the autoscaler",
    ]);
  });

  test("an adapter of someone else that asks another OAP, by another clock", () => {
    const existing = { kind: "existing", oap: "sw-oap.uat.svc:12800" };
    const oap = { timeZone: "Asia/Shanghai" };
    expect(said({ satellite: { scale, server }, oap, metricsAdapter: existing })).toEqual([
      'platform.skywalking.metricsAdapter.oap is "sw-oap.uat.svc:12800"; give skywalking-oap.tracing.svc:12800, where the OAP is that Satellite tells',
      "platform.skywalking.metricsAdapter.timeZone is missing; give Asia/Shanghai, the time zone of OAP: by another clock it finds nothing",
    ]);
  });

  test("a token, and TLS that cannot be", () => {
    const certificate = { kind: "secret", name: "tls" };
    const oap = {
      agentToken: { config: "agentToken" },
      mtls: { certificate, clientCa: { kind: "none" } },
    };
    expect(said({ satellite: {}, oap })).toEqual([
      "platform.skywalking.oap.agentToken is a map; give nothing beside satellite, which sends no token with calls that are not streams; gateway.tls.clientCa keeps strangers out as well",
      "platform.skywalking.oap.mtls is a map; give nothing beside satellite, which finds OAP without TLS only, or satellite.sends: { kind: gateway }",
    ]);
    expect(said({ oap })).toEqual([]);
  });

  test("a way through a gateway that is not there, or asks who comes", () => {
    const through = { sends: { kind: "gateway" } };
    expect(said({ satellite: through })).toEqual([
      "platform.skywalking.gateway is missing; give a map: satellite.sends goes through it",
    ]);
    const clientCa = { kind: "secret", name: "ca", key: "ca.crt" };
    expect(said({ satellite: through, gateway: { tls: { clientCa } } })).toEqual([
      "platform.skywalking.satellite.sends.identity is missing; give the name of a Secret, because gateway.tls.clientCa asks for a certificate",
    ]);
  });

  test("a target that a full pod does not reach, and a range that is none", () => {
    const narrow = { kind: "connections", min: 3, max: 3, target: 10 };
    const given = { scale: narrow, server: { maxConnections: 10 } };
    expect(said({ satellite: given, metricsAdapter: installed })).toEqual([
      "platform.skywalking.satellite.scale.target is 10; give 9 or less: a pod takes 10 connections, and no more are counted",
      "platform.skywalking.satellite.scale.max is 3; give a number above min, which is 3",
    ]);
  });
});
