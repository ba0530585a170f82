import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noWorkloadRights } from "./no-workload-rights";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noWorkloadRights, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noWorkloadRights, noWorkloadRights.bad)).toEqual([
    "Role oap: it grants create pods",
  ]);
  expect(findingsIn(noWorkloadRights, noWorkloadRights.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      noWorkloadRights,
      broken("Role skywalking-oap", ({ rules }) => rules[0].verbs.push("create")),
    ),
  ).toEqual(["Role skywalking-oap: it grants create pods"]);
});
