import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noExecRights } from "./no-exec-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noExecRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noExecRights, noExecRights.bad)).toEqual([
    "Role oap: it grants create pods/exec",
  ]);
  expect(findingsIn(noExecRights, noExecRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noExecRights,
      broken("Role skywalking-oap", ({ rules }) => rules[0].resources.push("pods/exec")),
    ),
  ).toEqual([
    "Role skywalking-oap: it grants get pods/exec",
    "Role skywalking-oap: it grants list pods/exec",
    "Role skywalking-oap: it grants watch pods/exec",
  ]);
});
