import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance, suggestion } from "./suggestion";

describe("the distance of two words", () => {
  test.each([
    ["", "", 0],
    ["node", "node", 0],
    ["", "node", 4],
    ["nodePrt", "nodePort", 1],
    ["nodePoort", "nodePort", 1],
    ["nodeBort", "nodePort", 1],
    ["ndoePort", "nodePort", 1],
    ["replcias", "replicas", 1],
    ["kitten", "sitting", 3],
  ])("from %o to %o is %i", (a, b, steps) => {
    expect(distance(a, b)).toBe(steps);
  });

  test("is the same both ways, none from a word to itself, and no more than the longer word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("what was meant", () => {
  const KNOWN = ["clusterIP", "nodePort", "loadBalancer", "ingress"];

  test.each([
    ["nodePrt", "nodePort"],
    ["nodeport", "nodePort"],
    ["LoadBalancr", "loadBalancer"],
    ["ingres", "ingress"],
  ])("%s stands for %s", (word, meant) => {
    expect(suggestion(word, KNOWN)).toBe(meant);
  });

  test("is the nearest of several", () => {
    expect(suggestion("recordDays", ["metricsDays", "recordsDay", "recordsDays"])).toBe(
      "recordsDays",
    );
  });

  test("differs in a third of its letters at most", () => {
    expect(suggestion("abcdef", ["abcdxy"])).toBe("abcdxy");
    expect(suggestion("abcdef", ["abcxyz"])).toBeUndefined();
  });

  test.each(["gateway", "x", ""])("is unknown for %o, which is near to nothing", (word) => {
    expect(suggestion(word, KNOWN)).toBeUndefined();
  });
});
