import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noExecRights } from "./no-exec-rights";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noExecRights, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noExecRights, noExecRights.bad)).toEqual([
    "Role oap: it grants create pods/exec",
  ]);
  expect(findingsIn(noExecRights, noExecRights.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
