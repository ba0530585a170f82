import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapNoExtConfig } from "./oap-no-ext-config";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapNoExtConfig, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapNoExtConfig, oapNoExtConfig.bad)).toEqual([
    "Deployment oap: container oap mounts /skywalking/ext-config, which is copied into a read-only image; give /skywalking/config/<file>",
  ]);
  expect(findingsIn(oapNoExtConfig, oapNoExtConfig.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapNoExtConfig,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) =>
          (spec.template.spec.containers[0].volumeMounts[0].mountPath = "/skywalking/ext-config"),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap mounts /skywalking/ext-config, which is copied into a read-only image; give /skywalking/config/<file>",
  ]);
});
