import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerStorageLasts } from "./jaeger-storage-lasts";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(jaegerStorageLasts, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerStorageLasts, jaegerStorageLasts.bad)).toEqual([
    "Deployment jaeger: its traces are in memory only",
  ]);
  expect(findingsIn(jaegerStorageLasts, jaegerStorageLasts.good)).toEqual([]);
});
