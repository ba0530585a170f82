import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { portNamesAreValid } from "./port-names-are-valid";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(portNamesAreValid, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(portNamesAreValid, portNamesAreValid.bad)).toEqual([
    "Deployment oap: the name grpc stands for two ports",
  ]);
  expect(findingsIn(portNamesAreValid, portNamesAreValid.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      portNamesAreValid,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].ports[1].name = "grpc"),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: the name grpc stands for two ports"]);
  expect(
    findingsIn(
      portNamesAreValid,
      broken("Service skywalking-oap", ({ spec }) => delete spec.ports[0].name),
    ),
  ).toEqual(["Service skywalking-oap: port 11800 has no name, and there are others"]);
  expect(
    findingsIn(
      portNamesAreValid,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.template.spec.containers[0].ports[0].name = "a-name-that-is-too-long"),
      ),
    ),
  ).toEqual(["Deployment skywalking-ui: port name a-name-that-is-too-long is not valid"]);
});
