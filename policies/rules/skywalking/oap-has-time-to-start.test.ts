import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapHasTimeToStart } from "./oap-has-time-to-start";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapHasTimeToStart, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapHasTimeToStart, oapHasTimeToStart.bad)).toEqual([
    "Deployment oap: container oap: startupProbe gives it 90 seconds; give 300",
  ]);
  expect(findingsIn(oapHasTimeToStart, oapHasTimeToStart.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapHasTimeToStart,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => (spec.template.spec.containers[0].startupProbe.failureThreshold = 12),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: startupProbe gives it 60 seconds; give 300",
  ]);
  expect(
    findingsIn(
      oapHasTimeToStart,
      broken(
        "Deployment skywalking-oap",
        ({ spec }) => delete spec.template.spec.containers[0].startupProbe,
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap has no startupProbe"]);
});
