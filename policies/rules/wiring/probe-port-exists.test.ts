import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { probePortExists } from "./probe-port-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(probePortExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(probePortExists, probePortExists.bad)).toEqual([
    "Deployment oap: container oap: livenessProbe asks port 12800, which is not one of its ports",
  ]);
  expect(findingsIn(probePortExists, probePortExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      probePortExists,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].livenessProbe.tcpSocket.port = "http"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: livenessProbe asks port http, which is not one of its ports",
  ]);
  expect(
    findingsIn(
      probePortExists,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].readinessProbe.grpc.port = 11900),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: readinessProbe asks port 11900, which is not one of its ports",
  ]);
});
