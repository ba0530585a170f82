import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real, realPod } from "../../testing";
import { drains } from "./drains";

test("finds none where a Service leads", () => {
  expect(findingsIn(drains, platform())).toEqual([]);
  const broken = realPod((_, container) => delete container.lifecycle);
  const others = [real("Service skywalking-oap")];
  expect(findingsOf(drains, broken, { others })).toEqual([
    "none of its containers has a preStop hook",
  ]);
  expect(findingsOf(drains, broken)).toEqual([]);
});
