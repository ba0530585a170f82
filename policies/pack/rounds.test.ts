import { expect, test } from "vitest";
import { inRounds } from "./rounds";

test("computes once for all policies that ask in one round", () => {
  let count = 0;
  const ask = inRounds((asked: string) => `${asked} ${(count += 1)}`);
  const round = (asked: string, key: string) =>
    [0, 2, 5].map((policy) => ask(asked, { key, policy }));
  expect(round("a", "1")).toEqual(["a 1", "a 1", "a 1"]);
  expect(round("b", "1")).toEqual(["b 2", "b 2", "b 2"]);
  expect([ask("x", { key: "2", policy: 7 }), ask("y", { key: "2", policy: 7 })]).toEqual([
    "x 3",
    "y 4",
  ]);
});
