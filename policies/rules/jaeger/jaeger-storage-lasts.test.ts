import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { jaegerStorageLasts } from "./jaeger-storage-lasts";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(jaegerStorageLasts, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(jaegerStorageLasts, jaegerStorageLasts.bad)).toEqual([
    "Deployment jaeger: its traces are in memory only",
  ]);
  expect(findingsIn(jaegerStorageLasts, jaegerStorageLasts.good)).toEqual([]);
});
