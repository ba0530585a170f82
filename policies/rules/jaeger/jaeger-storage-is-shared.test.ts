import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerStorageIsShared } from "./jaeger-storage-is-shared";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerStorageIsShared, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerStorageIsShared, jaegerStorageIsShared.bad)).toEqual([
    "Deployment jaeger: container jaeger: the traces are in memory, and there may be 2 pods",
  ]);
  expect(findingsIn(jaegerStorageIsShared, jaegerStorageIsShared.good)).toEqual([]);
});
