import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorNoDebugExporter } from "./collector-no-debug-exporter";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(collectorNoDebugExporter, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorNoDebugExporter, collectorNoDebugExporter.bad)).toEqual([
    "Deployment collector: container collector: a pipeline has the exporter debug",
  ]);
  expect(findingsIn(collectorNoDebugExporter, collectorNoDebugExporter.good)).toEqual([]);
});
