import { expect, test } from "vitest";
import { seconds } from "./duration";

test.each([
  ["2160h0m0s", 7_776_000],
  ["1h", 3600],
  ["60", 60],
  ["200ms", 0.2],
  ["1d", 86_400],
  ["1h 30m", 5400],
  ["soon", Number.NaN],
  ["1x", Number.NaN],
  ["", Number.NaN],
])("%s is %s seconds", (text, number) => {
  expect(seconds(text)).toBe(number);
});
