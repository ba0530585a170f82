import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { externalTrafficPolicyIsSet } from "./external-traffic-policy-is-set";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(externalTrafficPolicyIsSet, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(externalTrafficPolicyIsSet, externalTrafficPolicyIsSet.bad)).toEqual([
    "Service oap: spec.externalTrafficPolicy is missing",
  ]);
  expect(findingsIn(externalTrafficPolicyIsSet, externalTrafficPolicyIsSet.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      externalTrafficPolicyIsSet,
      broken("Service skywalking-ui", ({ spec }) => (spec.type = "NodePort")),
    ),
  ).toEqual(["Service skywalking-ui: spec.externalTrafficPolicy is missing"]);
});
