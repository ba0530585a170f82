import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noServiceAccountField } from "./no-service-account-field";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noServiceAccountField, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noServiceAccountField, noServiceAccountField.bad)).toEqual([
    "Deployment oap: it uses the deprecated field serviceAccount",
  ]);
  expect(findingsIn(noServiceAccountField, noServiceAccountField.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noServiceAccountField,
      broken("Deployment skywalking-ui", ({ spec }) => {
        const pod = spec.template.spec;
        pod.serviceAccount = pod.serviceAccountName;
        delete pod.serviceAccountName;
      }),
    ),
  ).toEqual(["Deployment skywalking-ui: it uses the deprecated field serviceAccount"]);
});
