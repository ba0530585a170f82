import { expect, test } from "vitest";
import { TIERS, rounds } from "./tiers";

const named = (...names: string[]) =>
  rounds(TIERS.filter(({ name }) => names.includes(name))).map((round) =>
    round.map(({ name }) => name),
  );

test("the tests on the real node run next to those before them", () => {
  expect(named("program", "dataplane", "cluster", "e2e")).toEqual([
    ["program"],
    ["dataplane"],
    ["cluster", "e2e"],
  ]);
  expect(named("unit", "e2e")).toEqual([["unit", "e2e"]]);
  expect(named("e2e")).toEqual([["e2e"]]);
});
