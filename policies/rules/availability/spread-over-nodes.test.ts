import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { spreadOverNodes } from "./spread-over-nodes";

test("finds none, and one that selects other pods", () => {
  expect(findingsIn(spreadOverNodes, platform())).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ spec: { template } }) => {
    for (const constraint of template.spec.topologySpreadConstraints)
      constraint.labelSelector.matchLabels = { app: "other" };
  });
  const count = broken.spec.replicas;
  expect(findingsOf(spreadOverNodes, broken)).toEqual([
    `its ${count} pods may all be on one node: no rule for kubernetes.io/hostname selects them`,
  ]);
});

test("an anti-affinity does as well", () => {
  const nodes = real("StatefulSet skywalking-elasticsearch", ({ spec }) => {
    delete spec.template.spec.topologySpreadConstraints;
  });
  expect(findingsOf(spreadOverNodes, nodes)).toEqual([]);
});
