import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxWritesToTmp } from "./nginx-writes-to-tmp";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxWritesToTmp, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxWritesToTmp, nginxWritesToTmp.bad)).toEqual([
    "Deployment gateway: container nginx: pid is not set; give a path in /tmp",
    "Deployment gateway: container nginx: client_body_temp_path is not set; give a path in /tmp",
    "Deployment gateway: container nginx: proxy_temp_path is not set; give a path in /tmp",
    "Deployment gateway: container nginx: fastcgi_temp_path is not set; give a path in /tmp",
    "Deployment gateway: container nginx: uwsgi_temp_path is not set; give a path in /tmp",
    "Deployment gateway: container nginx: scgi_temp_path is not set; give a path in /tmp",
  ]);
  expect(findingsIn(nginxWritesToTmp, nginxWritesToTmp.good)).toEqual([]);
});
