import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noEscalationRights } from "./no-escalation-rights";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(noEscalationRights, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noEscalationRights, noEscalationRights.bad)).toEqual([
    "Role oap: it grants impersonate users",
  ]);
  expect(findingsIn(noEscalationRights, noEscalationRights.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      noEscalationRights,
      broken("Role skywalking-oap", ({ rules }) =>
        rules.push({ resources: ["clusterroles"], verbs: ["bind"] }),
      ),
    ),
  ).toEqual(["Role skywalking-oap: it grants bind clusterroles"]);
});
