import { describe, expect, test } from "vitest";
import { compare, median, noiseOf, outcomeOf } from "./statistics";

describe("median", () => {
  test("is the middle value, whatever the order", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test("of an even number of values is the mean of the middle two", () => {
    expect(median([10, 1, 4, 2])).toBe(3);
  });

  test("of nothing is refused", () => {
    expect(() => median([])).toThrow("no value was measured");
  });
});

test("two programs are compared by their least values and by their medians", () => {
  expect(compare([3, 8, 6], [2, 3, 9])).toEqual({ least: 1.5, median: 2 });
});

test("noise is the median beyond the least value, and no more than a tenth", () => {
  expect(noiseOf([100, 105, 300])).toBeCloseTo(0.05);
  expect(noiseOf([100, 200, 300])).toBe(0.1);
});

describe("a goal", () => {
  test("holds when the better ratio keeps it", () => {
    expect(outcomeOf({ least: 1.5, median: 1.9 }, 1.5, 0)).toBe("holds");
    expect(outcomeOf({ least: 1.6, median: 1.4 }, 1.5, 0)).toBe("holds");
  });

  test("is unsure when noise could have done it", () => {
    expect(outcomeOf({ least: 1.54, median: 1.6 }, 1.5, 0.03)).toBe("unsure");
  });

  test("is missed beyond that", () => {
    expect(outcomeOf({ least: 1.55, median: 1.6 }, 1.5, 0.03)).toBe("missed");
  });
});
