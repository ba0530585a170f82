import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { labelsAreValid } from "./labels-are-valid";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(labelsAreValid, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(labelsAreValid, labelsAreValid.bad)).toEqual([
    "Deployment oap: label version has the value 10.4.0+build, which is not valid",
  ]);
  expect(findingsIn(labelsAreValid, labelsAreValid.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
