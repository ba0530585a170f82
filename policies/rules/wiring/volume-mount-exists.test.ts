import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { volumeMountExists } from "./volume-mount-exists";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(volumeMountExists, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(volumeMountExists, volumeMountExists.bad)).toEqual([
    "Deployment oap: container oap mounts tmp, which is no volume of the pod",
  ]);
  expect(findingsIn(volumeMountExists, volumeMountExists.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
