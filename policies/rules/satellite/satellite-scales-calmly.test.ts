import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { satelliteScalesCalmly } from "./satellite-scales-calmly";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteScalesCalmly, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteScalesCalmly, satelliteScalesCalmly.bad)).toEqual([
    "HorizontalPodAutoscaler satellite: behavior.scaleUp.stabilizationWindowSeconds is 0; give 60 or more",
    "HorizontalPodAutoscaler satellite: behavior.scaleUp.selectPolicy is not set; give Min",
  ]);
  expect(findingsIn(satelliteScalesCalmly, satelliteScalesCalmly.good)).toEqual([]);
});

test.each([
  [60, []],
  [
    15,
    [
      "HorizontalPodAutoscaler skywalking-satellite: behavior.scaleUp.selectPolicy is Max; give Min",
    ],
  ],
])("policies of %i seconds", (periodSeconds, findings) => {
  const objects = broken(
    "HorizontalPodAutoscaler skywalking-satellite",
    ({ spec }) => (spec.behavior.scaleUp.policies[0].periodSeconds = periodSeconds),
    "uat",
  );
  expect(findingsIn(satelliteScalesCalmly, objects)).toEqual(findings);
});
