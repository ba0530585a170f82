import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noEscalationRights } from "./no-escalation-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noEscalationRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noEscalationRights, noEscalationRights.bad)).toEqual([
    "Role oap: it grants impersonate users",
  ]);
  expect(findingsIn(noEscalationRights, noEscalationRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noEscalationRights,
      broken("Role skywalking-oap", ({ rules }) =>
        rules.push({ resources: ["clusterroles"], verbs: ["bind"] }),
      ),
    ),
  ).toEqual(["Role skywalking-oap: it grants bind clusterroles"]);
});
