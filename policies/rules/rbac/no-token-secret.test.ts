import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noTokenSecret } from "./no-token-secret";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noTokenSecret, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noTokenSecret, noTokenSecret.bad)).toEqual([
    "Secret oap: type is kubernetes.io/service-account-token",
  ]);
  expect(findingsIn(noTokenSecret, noTokenSecret.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noTokenSecret,
      broken(
        "Secret skywalking-oap-agent-token",
        (manifest) => (manifest.type = "kubernetes.io/service-account-token"),
      ),
    ),
  ).toEqual(["Secret skywalking-oap-agent-token: type is kubernetes.io/service-account-token"]);
});
