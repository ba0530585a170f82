import { describe, expect, test } from "vitest";
import { contradictions } from "./contradictions";
import { gateway } from "./gateway";

const CIDRS = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }];
const NODE_PORTS = { kind: "nodePort", grpc: 31182, rest: 31183 };

const said = (skywalking: object) =>
  contradictions({ skywalking }).map(({ path, text }) => `${path} ${text}`);

test("everything may be left out", () => {
  expect(gateway.parse({})).toEqual({});
});

describe("what is impossible together", () => {
  test("node ports that nobody may call", () => {
    expect(said({ gateway: { exposure: NODE_PORTS } })).toEqual([
      "platform.skywalking.gateway.callers is missing; give the networks of nodes and users, such as [{ kind: cidrs, cidrs: [10.0.0.0/8] }]",
      "platform.skywalking.gateway.readers is missing; give the networks of nodes and users, such as [{ kind: cidrs, cidrs: [10.0.0.0/8] }]",
    ]);
  });

  test("a node port that the UI has", () => {
    const ui = { exposure: { kind: "nodePort", nodePort: 31182 }, callers: CIDRS };
    const open = { exposure: NODE_PORTS, callers: CIDRS, readers: CIDRS };
    expect(said({ ui, gateway: open })).toEqual([
      "platform.skywalking.ui.exposure.nodePort is 31182; give another port; platform.skywalking.gateway.exposure.grpc has this one",
    ]);
  });

  test("a way in beside it", () => {
    const oap = { exposure: { kind: "loadBalancer", sourceRanges: ["10.0.0.0/8"] } };
    expect(said({ oap, gateway: {} })).toEqual([
      'platform.skywalking.oap.exposure.kind is "loadBalancer"; give clusterIP, and skywalking.gateway.exposure: agents come in by the gateway',
    ]);
    expect(said({ oap })).toEqual([]);
    expect(said({ oap: { exposure: { kind: "clusterIP" } }, gateway: {} })).toEqual([]);
  });

  test("an OAP that asks for a certificate which it has not", () => {
    const clientCa = { kind: "secret", name: "ca", key: "ca.crt" };
    const oap = { mtls: { certificate: { kind: "secret", name: "tls" }, clientCa } };
    expect(said({ oap, gateway: {} })).toEqual([
      "platform.skywalking.gateway.identity is missing; give the name of a Secret, because skywalking.oap.mtls.clientCa asks for a certificate",
    ]);
    expect(said({ oap, gateway: { identity: "gateway" } })).toEqual([]);
    expect(said({ oap })).toEqual([]);
  });

  test("a request above the limit, and a range that is none", () => {
    const resources = {
      requests: { cpu: 4, memory: "128Mi" },
      limits: { cpu: 2, memory: "256Mi" },
    };
    const scale = { kind: "auto", min: 3, max: 3, cpuPercent: 60 };
    expect(said({ gateway: { resources, scale } })).toEqual([
      "platform.skywalking.gateway.resources.requests.cpu is 4; give no more than limits.cpu, which is 2",
      "platform.skywalking.gateway.scale.max is 3; give a number above min, which is 3",
    ]);
  });
});
