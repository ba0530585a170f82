import { expect, test } from "vitest";
import { quantity } from "./quantity";

test.each([
  ["1.5Gi", 1.5 * 2 ** 30],
  ["500m", 0.5],
  [2, 2],
  ["2e3", 2000],
  ["8G", 8e9],
  ["2GB", Number.NaN],
  [undefined, Number.NaN],
])("%s is %s", (text, number) => {
  expect(quantity(text)).toBe(number);
});
