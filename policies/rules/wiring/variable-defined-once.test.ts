import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { variableDefinedOnce } from "./variable-defined-once";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(variableDefinedOnce, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(variableDefinedOnce, variableDefinedOnce.bad)).toEqual([
    "Deployment oap: container oap defines JAVA_OPTS more than once",
  ]);
  expect(findingsIn(variableDefinedOnce, variableDefinedOnce.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      variableDefinedOnce,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({ name: "JAVA_OPTS", value: "-Xmx1g" }),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap defines JAVA_OPTS more than once"]);
});
