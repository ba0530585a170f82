import { describe, expect, test } from "vitest";
import { type Route, chooseNetwork, routesNow } from "./network";

const STATE = "/a/clone/.toolchain/real";
const chosen = chooseNetwork(STATE, undefined, []);

const route = (link: string, address: string, bits: number): Route => ({
  link,
  address: address.split(".").reduce((number, part) => number * 256 + Number(part), 0),
  mask: bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0,
});

describe("chooseNetwork", () => {
  test("is the same for the same folder, and another one for another folder", () => {
    expect(chosen).toEqual({
      link: "kt-cd5d2236",
      machine: "10.199.136.217",
      node: "10.199.136.218",
    });
    expect(chooseNetwork(STATE, undefined, [])).toEqual(chosen);
    const other = chooseNetwork("/another/clone/.toolchain/real", undefined, []);
    expect(other.link).not.toBe(chosen.link);
    expect(other.node).not.toBe(chosen.node);
  });

  test("a remembered one stays, also while its own interface is there", () => {
    const remembered = { ...chosen, machine: "10.199.0.5", node: "10.199.0.6" };
    const own = route(chosen.link, "10.199.0.4", 30);
    expect(chooseNetwork(STATE, remembered, [own])).toBe(remembered);
  });

  test.each([
    ["the same four addresses", route("eth1", chosen.machine, 30)],
    ["one of them", route("eth1", chosen.node, 32)],
    ["more than them", route("eth1", "10.199.136.0", 24)],
  ])("one in which another interface has %s is given up", (_, foreign) => {
    const next = chooseNetwork(STATE, chosen, [foreign]);
    expect(next.link).toBe(chosen.link);
    expect(next.node).not.toBe(chosen.node);
    expect(chooseNetwork(STATE, next, [foreign])).toBe(next);
  });

  test("a default route says nothing", () => {
    expect(chooseNetwork(STATE, undefined, [route("eth0", "0.0.0.0", 0)])).toEqual(chosen);
  });

  test("goes around the end of the range", () => {
    const all = route("eth1", "10.199.128.0", 17);
    for (const state of ["/1", "/2", "/3", "/4"]) {
      expect(Number(chooseNetwork(state, undefined, [all]).node.split(".")[2])).toBeLessThan(128);
    }
  });

  test("says so when the machine has all of it", () => {
    expect(() => chooseNetwork(STATE, undefined, [route("eth1", "10.0.0.0", 8)])).toThrow(
      "no free network in 10.199.0.0/16: the machine has routes to all of it",
    );
  });
});

test("routesNow reads the kernel's table", () => {
  const table = [
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
    "kt-1\tA075C70A\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0",
    "",
  ].join("\n");
  expect(routesNow(table)).toEqual([
    { link: "eth0", address: 0, mask: 0 },
    { link: "kt-1", address: 0x0ac775a0, mask: 0xfffffffc },
  ]);
  expect(routesNow("")).toEqual([]);
});
