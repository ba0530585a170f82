import { describe, expect, test } from "vitest";
import type { Manifest } from "../objects";
import { objectOf, stackOf } from "../stack";
import { blockHolds, governs, lets, letsOutside } from "./flows";

const pod = (name: string, namespace = "tracing"): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels: { app: name } },
  spec: { containers: [{ name, ports: [{ name: "grpc", containerPort: 11800 }] }] },
});
const policy = (spec: Manifest): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { podSelector: { matchLabels: { app: "oap" } }, ...spec },
});

/** Whether the policy lets `ui` of a namespace connect to `oap`. */
function isLetIn(ingress: Manifest, namespace = "tracing", protocol = "TCP"): boolean {
  const manifests = [pod("oap"), pod("ui", namespace), policy({ ingress: [ingress] })];
  const stack = stackOf(manifests.map((one) => objectOf(one)));
  const [server, client] = stack.pods;
  return lets("ingress", { client: client!, server: server!, port: 11800, protocol }, stack);
}

describe("a rule lets in", () => {
  test.each([
    ["everybody, without peers", {}, true],
    ["its peers", { from: [{ podSelector: { matchLabels: { app: "ui" } } }] }, true],
    ["no others", { from: [{ podSelector: { matchLabels: { app: "page" } } }] }, false],
    [
      "by expression",
      { from: [{ podSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } }] },
      true,
    ],
    ["at its port", { ports: [{ port: 11800 }] }, true],
    ["at its named port", { ports: [{ port: "grpc" }] }, true],
    ["at a range", { ports: [{ port: 11000, endPort: 12000 }] }, true],
    ["at no other port", { ports: [{ port: 12800 }] }, false],
    ["every address", { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }, true],
    ["no addresses of others", { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }, false],
  ])("%s", (_what, rule, expected) => {
    expect(isLetIn(rule)).toBe(expected);
  });

  test("pods of another namespace only by its selector", () => {
    const podSelector = { matchLabels: { app: "ui" } };
    const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": "shop" } };
    expect(isLetIn({ from: [{ podSelector }] }, "shop")).toBe(false);
    expect(isLetIn({ from: [{ podSelector, namespaceSelector }] }, "shop")).toBe(true);
    expect(isLetIn({ from: [{ podSelector, namespaceSelector }] }, "tracing")).toBe(false);
  });

  test("its protocol only", () => {
    expect(isLetIn({ ports: [{ port: 11800 }] }, "tracing", "UDP")).toBe(false);
  });
});

test("policyTypes default to Ingress, and to Egress where there are such rules", () => {
  const ways = (spec: Manifest) =>
    (["ingress", "egress"] as const).map((way) => governs(objectOf(policy(spec)), way));
  expect(ways({})).toEqual([true, false]);
  expect(ways({ egress: [] })).toEqual([true, true]);
  expect(ways({ policyTypes: ["Egress"] })).toEqual([false, true]);
});

test("addresses outside need a block that holds them", () => {
  const out = {
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "172.16.0.0/16" } }], ports: [{ port: 31300 }] }],
  };
  const stack = stackOf([pod("oap"), policy(out)].map((one) => objectOf(one)));
  const may = (port: number, ip: string) =>
    letsOutside(stack.pods[0]!, { port, holds: (cidr) => blockHolds(cidr, ip) }, stack);
  expect([
    may(31300, "172.16.16.129"),
    may(31300, "172.17.0.1"),
    may(9200, "172.16.16.129"),
  ]).toEqual([true, false, false]);
});
