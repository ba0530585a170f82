import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapAdminIsClosed } from "./oap-admin-is-closed";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapAdminIsClosed, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapAdminIsClosed, oapAdminIsClosed.bad)).toEqual([
    "Service oap: it opens the admin port 17128 of Deployment oap to the outside",
  ]);
  expect(findingsIn(oapAdminIsClosed, oapAdminIsClosed.good)).toEqual([]);
});
