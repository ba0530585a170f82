import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapNoExtConfig } from "./oap-no-ext-config";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapNoExtConfig, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapNoExtConfig, oapNoExtConfig.bad)).toEqual([
    "Deployment oap: container oap mounts /skywalking/ext-config, which is copied into a read-only image; give /skywalking/config/<file>",
  ]);
  expect(findingsIn(oapNoExtConfig, oapNoExtConfig.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
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
