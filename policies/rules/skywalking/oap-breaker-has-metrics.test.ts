import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapBreakerHasMetrics } from "./oap-breaker-has-metrics";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapBreakerHasMetrics, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapBreakerHasMetrics, oapBreakerHasMetrics.bad)).toEqual([
    "Deployment oap: container oap: SW_TELEMETRY is none; give prometheus",
  ]);
  expect(findingsIn(oapBreakerHasMetrics, oapBreakerHasMetrics.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapBreakerHasMetrics,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_TELEMETRY").value = "none";
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: SW_TELEMETRY is none; give prometheus"]);
  expect(
    findingsIn(
      oapBreakerHasMetrics,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_CORE_MAX_HEAP_MEMORY_USAGE_PERCENT",
          value: "99",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_CORE_MAX_HEAP_MEMORY_USAGE_PERCENT is 99; give 96 or less",
  ]);
});
