import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { spreadOverZones } from "./spread-over-zones";

test("finds none", () => {
  expect(findingsIn(spreadOverZones, platform())).toEqual([]);
  const broken = real("Deployment skywalking-ui", ({ spec: { template } }) => {
    delete template.spec.topologySpreadConstraints;
  });
  const count = broken.spec.replicas;
  expect(findingsOf(spreadOverZones, broken)).toEqual([
    `its ${count} pods may all be in one zone: no rule for topology.kubernetes.io/zone selects them`,
  ]);
});
