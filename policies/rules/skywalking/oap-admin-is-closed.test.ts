import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapAdminIsClosed } from "./oap-admin-is-closed";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapAdminIsClosed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapAdminIsClosed, oapAdminIsClosed.bad)).toEqual([
    "Service oap: it opens the admin port 17128 of Deployment oap to the outside",
  ]);
  expect(findingsIn(oapAdminIsClosed, oapAdminIsClosed.good)).toEqual([]);
});
