import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxForgivesFailures } from "./nginx-forgives-failures";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxForgivesFailures, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxForgivesFailures, nginxForgivesFailures.bad)).toEqual([
    "Deployment gateway: upstream oap: server oap-2.tracing.svc:11800 has no max_fails=0",
    "Deployment gateway: upstream oap: server oap.tracing.svc:11800 has no max_fails=0",
  ]);
  expect(findingsIn(nginxForgivesFailures, nginxForgivesFailures.good)).toEqual([]);
});
