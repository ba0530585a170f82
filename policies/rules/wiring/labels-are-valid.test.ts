import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { labelsAreValid } from "./labels-are-valid";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(labelsAreValid, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(labelsAreValid, labelsAreValid.bad)).toEqual([
    "Deployment oap: label version has the value 10.4.0+build, which is not valid",
  ]);
  expect(findingsIn(labelsAreValid, labelsAreValid.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      labelsAreValid,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) =>
          (spec.template.metadata.labels["app.kubernetes.io/version"] = "10.4.0 (latest)"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: label app.kubernetes.io/version has the value 10.4.0 (latest), which is not valid",
  ]);
});
