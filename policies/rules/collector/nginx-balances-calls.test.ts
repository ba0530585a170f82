import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxBalancesCalls } from "./nginx-balances-calls";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxBalancesCalls, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxBalancesCalls, nginxBalancesCalls.bad)).toEqual([
    "Deployment gateway: its stream block passes 11800 on by connection; give grpc_pass",
  ]);
  expect(findingsIn(nginxBalancesCalls, nginxBalancesCalls.good)).toEqual([]);
});
