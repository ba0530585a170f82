import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxForgivesFailures } from "./nginx-forgives-failures";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxForgivesFailures, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxForgivesFailures, nginxForgivesFailures.bad)).toEqual([
    "Deployment gateway: upstream oap: server oap-2.tracing.svc:11800 has no max_fails=0",
    "Deployment gateway: upstream oap: server oap.tracing.svc:11800 has no max_fails=0",
  ]);
  expect(findingsIn(nginxForgivesFailures, nginxForgivesFailures.good)).toEqual([]);
});
