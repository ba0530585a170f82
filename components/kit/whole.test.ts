import { expect, test } from "vitest";
import { whole } from "./whole";

test("whole numbers within bounds hold, and so does what is not given", () => {
  for (const value of [undefined, 1, 2, 3])
    expect(whole("a", value, { least: 1, most: 3 })).toBe(true);
});

test("any other number is refused with the bounds and the unit", () => {
  for (const got of [0, 4, 1.5, Number.NaN])
    expect(whole("a", got, { least: 1, most: 3 })).toEqual({
      field: "a",
      got,
      want: "a whole number, 1 to 3",
    });
  expect(whole("a", 0, { least: 1, unit: "seconds" })).toEqual({
    field: "a",
    got: 0,
    want: "a whole number of seconds, 1 or more",
  });
});
