import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapHeapFits } from "./oap-heap-fits";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapHeapFits, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapHeapFits, oapHeapFits.bad)).toEqual([
    "Deployment oap: container oap: -Xmx takes more than 75 % of the memory limit 4Gi",
  ]);
  expect(findingsIn(oapHeapFits, oapHeapFits.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapHeapFits,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "JAVA_OPTS").value =
          "-Dmode=no-init -Xms2g -Xmx4g";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: JAVA_OPTS gives -Xms and -Xmx different values",
    "Deployment skywalking-oap: container oap: -Xmx takes more than 75 % of the memory limit 4Gi",
  ]);
  expect(
    findingsIn(
      oapHeapFits,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "JAVA_OPTS").value = "-Dmode=no-init";
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: JAVA_OPTS has no -Xmx"]);
  expect(
    findingsIn(
      oapHeapFits,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({ name: "SW_OAP_JAVA_OPTS", value: "-Xmx2g" }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: the image does not read SW_OAP_JAVA_OPTS; give JAVA_OPTS",
  ]);
});
