import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { type TextRules, randomText } from "./text";

const RULES: TextRules = {
  length: 64,
  upper: true,
  lower: true,
  numeric: true,
  special: true,
  minUpper: 0,
  minLower: 0,
  minNumeric: 0,
  minSpecial: 0,
  overrideSpecial: "",
};
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe("a random text", () => {
  test("keeps every rule", () => {
    const few = fc.integer({ min: 0, max: 4 });
    const rules = fc.record({
      length: fc.integer({ min: 16, max: 40 }),
      upper: fc.boolean(),
      lower: fc.boolean(),
      numeric: fc.boolean(),
      special: fc.constant(true),
      minUpper: few,
      minLower: few,
      minNumeric: few,
      minSpecial: few,
      overrideSpecial: fc.constantFrom("", "~^"),
    });
    fc.assert(
      fc.property(rules, (given) => {
        const text = randomText(given);
        const special = given.overrideSpecial ? /[~^]/g : /[!@#$%&*()\-_=+[\]{}<>:?]/g;
        const counts = [
          [count(text, /[A-Z]/g), given.upper, given.minUpper],
          [count(text, /[a-z]/g), given.lower, given.minLower],
          [count(text, /[0-9]/g), given.numeric, given.minNumeric],
          [count(text, special), true, given.minSpecial],
        ] as const;
        expect(text).toHaveLength(given.length);
        expect(counts.reduce((sum, [found]) => sum + found, 0)).toBe(given.length);
        for (const [found, allowed, least] of counts) {
          expect(found).toBeGreaterThanOrEqual(least);
          if (!allowed) expect(found).toBe(least);
        }
      }),
    );
  });

  test("puts demanded characters anywhere, not first", () => {
    const rules = {
      ...RULES,
      length: 20,
      lower: false,
      numeric: false,
      special: false,
      minLower: 1,
    };
    const places = new Set(Array.from({ length: 400 }, () => randomText(rules).search(/[a-z]/)));
    expect(places.size).toBe(20);
  });

  test("is another one each time", () => {
    expect(new Set(Array.from({ length: 100 }, () => randomText(RULES))).size).toBe(100);
  });
});
