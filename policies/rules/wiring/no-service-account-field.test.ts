import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noServiceAccountField } from "./no-service-account-field";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noServiceAccountField, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noServiceAccountField, noServiceAccountField.bad)).toEqual([
    "Deployment oap: it uses the deprecated field serviceAccount",
  ]);
  expect(findingsIn(noServiceAccountField, noServiceAccountField.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
