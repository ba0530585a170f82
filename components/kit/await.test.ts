import { expect, test } from "vitest";
import { NOT_AWAITED } from "./await";

test("what must not be waited for carries the annotation that Pulumi reads", () => {
  expect(NOT_AWAITED).toEqual({ "pulumi.com/skipAwait": "true" });
});
