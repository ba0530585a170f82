import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { servicePortExists } from "./service-port-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(servicePortExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(servicePortExists, servicePortExists.bad)).toEqual([
    "Service oap: port 11800 leads to TCP http, which Deployment oap does not have",
  ]);
  expect(findingsIn(servicePortExists, servicePortExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      servicePortExists,
      broken("Service skywalking-oap", ({ spec }) => (spec.ports[2].targetPort = "http")),
    ),
  ).toEqual([
    "Service skywalking-oap: port 12800 leads to TCP http, which Deployment skywalking-oap does not have",
  ]);
  expect(
    findingsIn(
      servicePortExists,
      broken("Service skywalking-oap", ({ spec }) => (spec.ports[2].protocol = "UDP")),
    ),
  ).toEqual([
    "Service skywalking-oap: port 12800 leads to UDP rest, which Deployment skywalking-oap does not have",
  ]);
});
