import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxLetsStreamsIdle } from "./nginx-lets-streams-idle";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxLetsStreamsIdle, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxLetsStreamsIdle, nginxLetsStreamsIdle.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: grpc_read_timeout is 60s; give 300s or more",
    "Deployment gateway: nginx.conf, location /: grpc_send_timeout is 60s; give 300s or more",
    "Deployment gateway: nginx.conf, location /: client_body_timeout is 60s; give 300s or more",
  ]);
  expect(findingsIn(nginxLetsStreamsIdle, nginxLetsStreamsIdle.good)).toEqual([]);
});
