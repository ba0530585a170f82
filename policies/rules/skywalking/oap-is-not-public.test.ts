import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapIsNotPublic } from "./oap-is-not-public";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(oapIsNotPublic, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapIsNotPublic, oapIsNotPublic.bad)).toEqual([
    "Service oap: it opens port 12800 of Deployment oap to the outside without TLS and a login",
  ]);
  expect(findingsIn(oapIsNotPublic, oapIsNotPublic.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapIsNotPublic,
      broken("Service skywalking-oap", ({ spec }) => (spec.type = "LoadBalancer")),
    ),
  ).toEqual([
    "Service skywalking-oap: it opens port 11800 of Deployment skywalking-oap to the outside without TLS and a login",
    "Service skywalking-oap: it opens port 12800 of Deployment skywalking-oap to the outside without TLS and a login",
  ]);
});
