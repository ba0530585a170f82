import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxSpeaksHttp2 } from "./nginx-speaks-http2";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(nginxSpeaksHttp2, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxSpeaksHttp2, nginxSpeaksHttp2.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: its server does not have http2 on",
  ]);
  expect(findingsIn(nginxSpeaksHttp2, nginxSpeaksHttp2.good)).toEqual([]);
});
