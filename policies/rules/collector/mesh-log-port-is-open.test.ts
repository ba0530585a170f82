import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { meshLogPortIsOpen } from "./mesh-log-port-is-open";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(meshLogPortIsOpen, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshLogPortIsOpen, meshLogPortIsOpen.bad)).toEqual([
    "Deployment oap: container oap: no Service leads to SW_ALS_GRPC_PORT 11802",
  ]);
  expect(findingsIn(meshLogPortIsOpen, meshLogPortIsOpen.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      meshLogPortIsOpen,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({ name: "SW_ALS_GRPC_PORT", value: "11802" }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_ALS_GRPC_PORT is 11802, which is not one of its ports",
    "Deployment skywalking-oap: container oap: no Service leads to SW_ALS_GRPC_PORT 11802",
  ]);
});
