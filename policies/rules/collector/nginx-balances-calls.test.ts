import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxBalancesCalls } from "./nginx-balances-calls";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxBalancesCalls, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxBalancesCalls, nginxBalancesCalls.bad)).toEqual([
    "Deployment gateway: its stream block passes 11800 on by connection; give grpc_pass",
  ]);
  expect(findingsIn(nginxBalancesCalls, nginxBalancesCalls.good)).toEqual([]);
});
