import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noClusterControlRights } from "./no-cluster-control-rights";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(noClusterControlRights, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noClusterControlRights, noClusterControlRights.bad)).toEqual([
    "Role oap: it grants update configmaps",
  ]);
  expect(findingsIn(noClusterControlRights, noClusterControlRights.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noClusterControlRights,
      broken("Role skywalking-oap", ({ rules }) =>
        rules.push({ resources: ["nodes/proxy"], verbs: ["get"] }),
      ),
    ),
  ).toEqual(["Role skywalking-oap: it grants get nodes/proxy"]);
});
