import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { probesDiffer } from "./probes-differ";

test("finds the same question, whatever the patience", () => {
  expect(findingsIn(probesDiffer, platform())).toEqual([]);
  const broken = realPod((_, container) => {
    container.livenessProbe = { ...container.readinessProbe, failureThreshold: 9 };
  });
  expect(findingsOf(probesDiffer, broken)).toEqual([
    "container oap asks the same for liveness as for readiness",
  ]);
});
