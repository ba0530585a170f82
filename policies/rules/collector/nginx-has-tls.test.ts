import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { nginxHasTls } from "./nginx-has-tls";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(nginxHasTls, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(nginxHasTls, nginxHasTls.bad)).toEqual([
    "Deployment gateway: nginx.conf, location /: listen 11800 has no ssl",
  ]);
  expect(findingsIn(nginxHasTls, nginxHasTls.good)).toEqual([]);
});
