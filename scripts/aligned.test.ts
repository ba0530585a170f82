import { expect, test } from "vitest";
import { aligned } from "./aligned";

test("text stands at the left of its column, numbers at the right, and no line ends with spaces", () => {
  expect(
    aligned([
      ["what", "cpu", "note"],
      ["empty", 7, ""],
      ["a long name", 1234, "x"],
    ]),
  ).toBe(["what         cpu   note", "empty           7", "a long name  1234  x"].join("\n"));
});
