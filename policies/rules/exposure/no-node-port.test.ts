import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { noNodePort } from "./no-node-port";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(noNodePort, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(noNodePort, noNodePort.bad)).toEqual([
    "Service oap: spec.type is NodePort; give ClusterIP",
  ]);
  expect(findingsIn(noNodePort, noNodePort.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      noNodePort,
      broken("Service skywalking-ui", ({ spec }) => (spec.type = "NodePort")),
    ),
  ).toEqual(["Service skywalking-ui: spec.type is NodePort; give ClusterIP"]);
});
