import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { exceptionsNameRules } from "./exceptions";

test("finds names that are none", () => {
  expect(findingsIn(exceptionsNameRules, platform())).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ metadata }) => {
    metadata.annotations = { "policies.kube-tracing.io/no-host-prots": "2027-01-31 x", other: "" };
  });
  expect(findingsOf(exceptionsNameRules, broken)).toEqual([
    "annotation policies.kube-tracing.io/no-host-prots names no rule",
  ]);
});
