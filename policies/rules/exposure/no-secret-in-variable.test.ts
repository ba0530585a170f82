import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noSecretInVariable } from "./no-secret-in-variable";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noSecretInVariable, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noSecretInVariable, noSecretInVariable.bad)).toEqual([
    "Deployment oap: container oap: SW_ES_PASSWORD holds a secret in the clear",
  ]);
  expect(findingsIn(noSecretInVariable, noSecretInVariable.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noSecretInVariable,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_KAFKA_PASSWORD",
          value: "a-canary-value",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_KAFKA_PASSWORD holds a secret in the clear",
  ]);
  expect(
    findingsIn(
      noSecretInVariable,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].args = ["--token=a-canary-value"]),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: its argument --token holds a secret in the clear",
  ]);
});
