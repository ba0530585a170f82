import { expect, test } from "vitest";
import { compare, describeRange, fits } from "./version";

const RANGE = { from: "3.219.0", below: "4.0.0" };

test.each([
  ["3.219.0", true],
  ["v3.270.0", true],
  ["3.259.0-alpha.1", true],
  ["3.218.9", false],
  ["4.0.0", false],
  ["not a version", false],
])("%s fits: %s", (version, expected) => {
  expect(fits(version, RANGE)).toBe(expected);
});

test("versions are compared as numbers, not as text", () => {
  expect(["1.9.0", "1.10.0", "1.2.30", "v0.8"].sort(compare)).toEqual([
    "v0.8",
    "1.2.30",
    "1.9.0",
    "1.10.0",
  ]);
  expect(compare("1.34.2", "v1.34.2+k3s1")).toBe(0);
});

test("a range is described as it is checked", () => {
  expect(describeRange(RANGE)).toBe(">= 3.219.0 and < 4.0.0");
});
