import { expect, test } from "vitest";
import { disruptionBudget, spread } from "./availability";
import { labelsFor } from "./labels";

const labels = labelsFor("skywalking-oap", "oap", "10.4.0");
const selector = {
  "app.kubernetes.io/name": "skywalking-oap",
  "app.kubernetes.io/instance": "oap",
};

test("pods are spread over nodes and zones, and scheduled all the same where they cannot be", () => {
  const labelSelector = { matchLabels: selector };
  expect(spread(labels)).toEqual([
    {
      maxSkew: 1,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector,
    },
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector,
    },
  ]);
});

test("one pod at a time may be drained", () => {
  expect(disruptionBudget(labels)).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: selector },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
});
