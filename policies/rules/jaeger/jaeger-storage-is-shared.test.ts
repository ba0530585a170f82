import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerStorageIsShared } from "./jaeger-storage-is-shared";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(jaegerStorageIsShared, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerStorageIsShared, jaegerStorageIsShared.bad)).toEqual([
    "Deployment jaeger: container jaeger: the traces are in memory, and there may be 2 pods",
  ]);
  expect(findingsIn(jaegerStorageIsShared, jaegerStorageIsShared.good)).toEqual([]);
});
