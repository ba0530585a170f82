import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { volumeMountExists } from "./volume-mount-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(volumeMountExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(volumeMountExists, volumeMountExists.bad)).toEqual([
    "Deployment oap: container oap mounts tmp, which is no volume of the pod",
  ]);
  expect(findingsIn(volumeMountExists, volumeMountExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      volumeMountExists,
      broken(
        "Deployment skywalking-ui",
        ({ spec }) => (spec.template.spec.containers[0].volumeMounts[0].name = "temporary"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-ui: container ui mounts temporary, which is no volume of the pod",
  ]);
});
