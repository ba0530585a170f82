import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapKeepsDataForAWhile } from "./oap-keeps-data-for-a-while";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapKeepsDataForAWhile, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapKeepsDataForAWhile, oapKeepsDataForAWhile.bad)).toEqual([
    "Deployment oap: container oap: SW_CORE_RECORD_DATA_TTL is 14 and SW_CORE_METRICS_DATA_TTL is 7; give it that much or more",
  ]);
  expect(findingsIn(oapKeepsDataForAWhile, oapKeepsDataForAWhile.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapKeepsDataForAWhile,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CORE_RECORD_DATA_TTL").value = "45";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CORE_RECORD_DATA_TTL is 45 and SW_CORE_METRICS_DATA_TTL is 30; give it that much or more",
  ]);
  expect(
    findingsIn(
      oapKeepsDataForAWhile,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CORE_RECORD_DATA_TTL").value = "0";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CORE_RECORD_DATA_TTL is 0; give a day or more",
  ]);
  expect(
    findingsIn(
      oapKeepsDataForAWhile,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_CORE_METRICS_DATA_TTL").value = "365";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CORE_METRICS_DATA_TTL is 365; give 90 or less",
  ]);
  expect(
    findingsIn(
      oapKeepsDataForAWhile,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_CORE_ENABLE_DATA_KEEPER_EXECUTOR",
          value: "false",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CORE_ENABLE_DATA_KEEPER_EXECUTOR is false, so nothing is ever deleted",
  ]);
});
