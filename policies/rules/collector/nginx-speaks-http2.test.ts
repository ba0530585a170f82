import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxSpeaksHttp2 } from "./nginx-speaks-http2";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(nginxSpeaksHttp2, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxSpeaksHttp2, nginxSpeaksHttp2.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: its server does not have http2 on",
  ]);
  expect(findingsIn(nginxSpeaksHttp2, nginxSpeaksHttp2.good)).toEqual([]);
});
