import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noWorkloadRights } from "./no-workload-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noWorkloadRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noWorkloadRights, noWorkloadRights.bad)).toEqual([
    "Role oap: it grants create pods",
  ]);
  expect(findingsIn(noWorkloadRights, noWorkloadRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noWorkloadRights,
      broken("Role skywalking-oap", ({ rules }) => rules[0].verbs.push("create")),
    ),
  ).toEqual(["Role skywalking-oap: it grants create pods"]);
});
