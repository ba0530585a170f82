import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { imageNamesRegistry } from "./image-names-registry";

test("finds short names", () => {
  expect(findingsIn(imageNamesRegistry, platform())).toEqual([]);
  const broken = realPod((_, container) => (container.image = "apache/oap:1"));
  expect(findingsOf(imageNamesRegistry, broken)).toEqual([
    "container oap runs apache/oap:1, from any registry",
  ]);
});
