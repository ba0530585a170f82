import { expect, test } from "vitest";
import { nearest } from "./nearest";

test("finds what was meant, or nothing", () => {
  expect(nearest("SW_CLUSTR", ["SW_CORE", "SW_CLUSTER"])).toBe("SW_CLUSTER");
  expect(nearest("SOMETHING", ["SW_CORE", "SW_CLUSTER"])).toBeUndefined();
  expect(nearest("SW", [])).toBeUndefined();
});
