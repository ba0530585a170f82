import fc from "fast-check";
import { expect, test } from "vitest";
import { isAtLeast, isVersion, majorOf } from "./version";

test.each(["10.4.0", "0.7.0", "10.4.0-java21", "8.18.8-SNAPSHOT", "1.2.3+build.5"])(
  "%s is a version",
  (text) => {
    expect(isVersion(text)).toBe(true);
  },
);

test.each(["", "latest", "10", "10.4", "v10.4.0", "10.4.0 ", "10.4.x", "10.4.0.", "10.4.0/x"])(
  "%j is not a version",
  (text) => {
    expect(isVersion(text)).toBe(false);
    expect(majorOf(text)).toBeNaN();
    expect(isAtLeast(text, "0.0.0")).toBe(false);
    expect(isAtLeast("99.0.0", text)).toBe(false);
  },
);

test("the major version is the first number", () => {
  expect(majorOf("10.4.0")).toBe(10);
  expect(majorOf("8.18.8-java21")).toBe(8);
});

test.each([
  ["10.4.0", "10.4.0", true],
  ["10.10.0", "10.9.9", true],
  ["11.0.0", "10.9.9", true],
  ["10.4.1", "10.4.0", true],
  ["10.4.0-java21", "10.4.0", true],
  ["10.3.9", "10.4.0", false],
  ["9.9.9", "10.0.0", false],
  ["10.4.0", "10.4.1", false],
])("%s is at least %s: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});

test("versions are ordered as their numbers are", () => {
  const numbers = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20));
  const weight = ([a, b, c]: [number, number, number]) => a * 10_000 + b * 100 + c;
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      expect(isAtLeast(one.join("."), other.join("."))).toBe(weight(one) >= weight(other));
    }),
  );
});
