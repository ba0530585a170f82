import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapSamplesWithinBounds } from "./oap-samples-within-bounds";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapSamplesWithinBounds, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapSamplesWithinBounds, oapSamplesWithinBounds.bad)).toEqual([
    "Deployment oap: container oap: SW_FORCE_SAMPLE_ERROR_SEGMENT is false, so failed traces are thrown away",
  ]);
  expect(findingsIn(oapSamplesWithinBounds, oapSamplesWithinBounds.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapSamplesWithinBounds,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_FORCE_SAMPLE_ERROR_SEGMENT",
          value: "false",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_FORCE_SAMPLE_ERROR_SEGMENT is false, so failed traces are thrown away",
  ]);
});
