import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuse } from "./refusal";
import { autoscaler, leastOf, mostOf, replicasOf, type Scale, scaleChecks } from "./scale";

const fixed = { kind: "fixed", replicas: 3 } as const;
const auto = { kind: "auto", min: 2, max: 5, cpuPercent: 70 } as const;
const check = (scale: Scale) => () => {
  refuse("Oap", scaleChecks(scale));
};

test("a fixed count is least and most at once, and stands in the workload", () => {
  expect([leastOf(fixed), mostOf(fixed), replicasOf(fixed)]).toEqual([3, 3, { replicas: 3 }]);
});

test("an autoscaled workload has a range, and no count that an update would set back", () => {
  expect([leastOf(auto), mostOf(auto), replicasOf(auto)]).toEqual([2, 5, {}]);
});

test("types let nobody mix the two", () => {
  // @ts-expect-error a fixed scale has no max
  const mixed: Scale = { kind: "fixed", replicas: 1, max: 2 };
  expect(mixed.kind).toBe("fixed");
});

describe("checks", () => {
  test.each([
    [{ ...fixed, replicas: 0 }, "scale.replicas is 0; give a whole number, 1 or more."],
    [{ ...fixed, replicas: 1.5 }, "scale.replicas is 1.5; give a whole number, 1 or more."],
    [{ ...fixed, replicas: Number.NaN }, "scale.replicas is NaN; give a whole number, 1 or more."],
    [{ ...auto, min: 0 }, "scale.min is 0; give a whole number, 1 or more."],
    [{ ...auto, max: 2 }, "scale.max is 2; give a whole number above min (2)."],
    [{ ...auto, max: Number.NaN }, "scale.max is NaN; give a whole number above min (2)."],
    [{ ...auto, cpuPercent: 0 }, "scale.cpuPercent is 0; give 1 to 100."],
    [{ ...auto, cpuPercent: 101 }, "scale.cpuPercent is 101; give 1 to 100."],
    [{ ...auto, cpuPercent: Number.NaN }, "scale.cpuPercent is NaN; give 1 to 100."],
  ])("refuse %j", (scale, message) => {
    expect(check(scale)).toThrow(new pulumi.RunError(`Oap: ${message}`));
  });

  test("tell everything that is wrong at once", () => {
    expect(check({ kind: "auto", min: 0, max: 0, cpuPercent: 0 })).toThrow(
      "Oap: 3 arguments cannot be used:\n" +
        "  - scale.min is 0; give a whole number, 1 or more.\n" +
        "  - scale.max is 0; give a whole number above min (0).\n" +
        "  - scale.cpuPercent is 0; give 1 to 100.",
    );
  });

  test("accept exactly whole numbers from 1, in order, and percents", () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 120 }), fc.double());
    const whole = (n: number) => Number.isInteger(n) && n >= 1;
    const isGood = (scale: Scale) => scaleChecks(scale).every((result) => result === true);
    fc.assert(
      fc.property(number, number, number, (min, max, cpuPercent) => {
        expect(isGood({ kind: "fixed", replicas: min })).toBe(whole(min));
        const percent = cpuPercent >= 1 && cpuPercent <= 100;
        const range = whole(min) && whole(max) && min < max;
        expect(isGood({ kind: "auto", min, max, cpuPercent })).toBe(range && percent);
      }),
    );
  });
});

test("the autoscaler grows at once and shrinks one pod per two minutes after ten quiet ones", () => {
  expect(autoscaler("oap", auto)).toEqual({
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "oap" },
    minReplicas: 2,
    maxReplicas: 5,
    metrics: [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 600,
        policies: [{ type: "Pods", value: 1, periodSeconds: 120 }],
      },
    },
  });
});
