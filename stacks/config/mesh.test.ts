import { describe, expect, test } from "vitest";
import { contradictions } from "./contradictions";
import { mesh } from "./mesh";
import { parsePlatform } from "./parse";

const legacy = { istio: "1.28.0", logs: { kind: "meshConfig" } };
const telemetry = { istio: "1.28.0", logs: { kind: "telemetry", scopes: [{ kind: "mesh" }] } };
const tls = { certificate: { kind: "secret", name: "tls" } };

const said = (skywalking: object | undefined, given: object = legacy) =>
  contradictions({ namespace: { name: "tracing" }, mesh: given, skywalking })
    .filter(({ path }) => !path.includes("identity"))
    .map(({ path, text }) => `${path} ${text}`);

test("a mesh is its version and how it sends", () => {
  expect(mesh.parse(legacy)).toEqual(legacy);
  expect(mesh.parse(telemetry)).toEqual(telemetry);
});

describe("what cannot be meant is told", () => {
  const problems = (given: object) => {
    const parsed = parsePlatform({ namespace: { name: "tracing" }, mesh: given });
    return "problems" in parsed
      ? parsed.problems
          .filter(({ path }) => path.startsWith("platform.mesh"))
          .map(({ path, text }) => `${path} ${text}`)
      : [];
  };

  test.each<[object, string[]]>([
    [
      { ...legacy, istio: "1.20.8" },
      ['platform.mesh.istio is "1.20.8"; give 1.21.0 or later, such as 1.28.0'],
    ],
    [
      { ...legacy, logs: { kind: "meshConfig", scopes: [{ kind: "mesh" }] } },
      ["platform.mesh.logs.scopes unknown key; there are kind and metrics"],
    ],
    [
      { ...telemetry, logs: { kind: "telemetry", scopes: [] } },
      ["platform.mesh.logs.scopes is a list; give one scope or more, such as [{ kind: mesh }]"],
    ],
    [
      { ...telemetry, logs: { ...telemetry.logs, metrics: "on" } },
      [
        "platform.mesh.logs.metrics unknown key; there are kind, scopes, besides and tracingPercent",
      ],
    ],
    [
      { ...telemetry, logs: { ...telemetry.logs, tracingPercent: 101 } },
      ["platform.mesh.logs.tracingPercent is 101; give a number from 0 to 100"],
    ],
  ])("%j", (given, told) => {
    expect(problems(given)).toEqual(told);
  });
});

describe("what is impossible together", () => {
  test("nothing, where proxies reach what reads their logs", () => {
    expect(said({})).toEqual([]);
    expect(said({ satellite: {}, gateway: { tls } }, telemetry)).toEqual([]);
  });

  const noTls = "nothing beside mesh, whose proxies trust no CA but that of the mesh";
  const off = "a map, or leave it out: proxies of the mesh send that";
  test.each<[string, [skywalking: object | undefined, mesh: object], string[]]>([
    [
      "nobody to send to",
      [undefined, legacy],
      ["platform.skywalking is missing; give a map: proxies of the mesh send to it"],
    ],
    [
      "a token",
      [{ oap: { agentToken: { config: "agentToken" } } }, legacy],
      [
        "platform.skywalking.oap.agentToken is a map; give nothing beside mesh, whose proxies send no token",
      ],
    ],
    [
      "an OAP behind TLS",
      [{ oap: { mtls: {}, grpc: { tls: {} } } }, legacy],
      [
        `platform.skywalking.oap.mtls is a map; give ${noTls}`,
        `platform.skywalking.oap.grpc.tls is a map; give ${noTls}`,
      ],
    ],
    [
      "a gateway behind TLS",
      [{ gateway: { tls } }, legacy],
      [`platform.skywalking.gateway.tls is a map; give ${noTls}`],
    ],
    [
      "a Satellite behind TLS",
      [{ satellite: { server: { tls: tls.certificate } } }, legacy],
      [`platform.skywalking.satellite.server.tls is a map; give ${noTls}`],
    ],
    [
      "kinds of calls that are off",
      [
        { satellite: { pipes: { envoyAlsV3: "off", envoyMetricsV3: "off", tracing: "off" } } },
        { ...legacy, logs: { kind: "meshConfig", metrics: "on" } },
      ],
      [
        `platform.skywalking.satellite.pipes.envoyAlsV3 is "off"; give ${off}`,
        `platform.skywalking.satellite.pipes.envoyMetricsV3 is "off"; give ${off}`,
      ],
    ],
    [
      "traces that are off",
      [
        { satellite: { pipes: { envoyMetricsV3: "off", tracing: "off" } } },
        { ...telemetry, logs: { ...telemetry.logs, tracingPercent: 1 } },
      ],
      [`platform.skywalking.satellite.pipes.tracing is "off"; give ${off}`],
    ],
    [
      "an Istio without that API",
      [{}, { ...telemetry, istio: "1.21.6" }],
      ['platform.mesh.istio is "1.21.6"; give 1.22.0 or later, because logs.kind is telemetry'],
    ],
    [
      "logs that are read by nobody",
      [{ oap: { accessLogs: { http: ["mx-mesh"], tcp: [] } } }, legacy],
      [
        "platform.skywalking.oap.accessLogs.tcp is a list; give mx-mesh or k8s-mesh: without one OAP takes logs for nothing",
      ],
    ],
    [
      "an OAP that does not know the proxies",
      [
        { version: "10.1.0", oap: { accessLogs: { http: ["mx-mesh"], tcp: ["k8s-mesh"] } } },
        legacy,
      ],
      [
        "platform.skywalking.oap.accessLogs.http is a list; give k8s-mesh in the place of mx-mesh: OAP 10.1.0 does not know what proxies of Istio 1.24 and later tell each other",
      ],
    ],
  ])("%s", (_, given, told) => {
    expect(said(...given)).toEqual(told);
  });

  test("Istio of the oldest version has that API", () => {
    expect(said({}, { ...telemetry, istio: "1.22.0" })).toEqual([]);
    expect(said({}, { ...legacy, istio: "1.21.6" })).toEqual([]);
  });
});
