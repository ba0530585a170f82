import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxTakesLongStreams } from "./nginx-takes-long-streams";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxTakesLongStreams, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxTakesLongStreams, nginxTakesLongStreams.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: client_max_body_size is 1m; give 0",
  ]);
  expect(findingsIn(nginxTakesLongStreams, nginxTakesLongStreams.good)).toEqual([]);
});
