import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxTakesLongStreams } from "./nginx-takes-long-streams";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxTakesLongStreams, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxTakesLongStreams, nginxTakesLongStreams.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: client_max_body_size is 1m; give 0",
  ]);
  expect(findingsIn(nginxTakesLongStreams, nginxTakesLongStreams.good)).toEqual([]);
});
