import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { serviceLinks } from "./service-links";

test("finds silence, and repairs it", () => {
  expect(findingsIn(serviceLinks, platform())).toEqual([]);
  const broken = realPod((pod) => delete pod.enableServiceLinks);
  expect(findingsOf(serviceLinks, broken)).toEqual([
    "its containers get the addresses of all Services",
  ]);
  serviceLinks.remediate?.(broken);
  expect(findingsOf(serviceLinks, broken)).toEqual([]);
});
