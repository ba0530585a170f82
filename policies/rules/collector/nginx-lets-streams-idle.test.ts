import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxLetsStreamsIdle } from "./nginx-lets-streams-idle";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxLetsStreamsIdle, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxLetsStreamsIdle, nginxLetsStreamsIdle.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: grpc_read_timeout is 60s; give 300s or more",
    "Deployment gateway: nginx.conf, location /: grpc_send_timeout is 60s; give 300s or more",
    "Deployment gateway: nginx.conf, location /: client_body_timeout is 60s; give 300s or more",
  ]);
  expect(findingsIn(nginxLetsStreamsIdle, nginxLetsStreamsIdle.good)).toEqual([]);
});
