import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { spreadSelectsItself } from "./spread-selects-itself";

test("finds other selectors, and none", () => {
  expect(findingsIn(spreadSelectsItself, platform())).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ spec: { template } }) => {
    const [first, second] = template.spec.topologySpreadConstraints;
    first.labelSelector.matchLabels["app.kubernetes.io/name"] = "other";
    delete second.labelSelector;
  });
  expect(findingsOf(spreadSelectsItself, broken)).toEqual([
    "its rule for kubernetes.io/hostname does not select its own pods",
    "its rule for topology.kubernetes.io/zone does not select its own pods",
  ]);
});
