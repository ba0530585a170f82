import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { hostAliases } from "./host-aliases";

test("finds each", () => {
  expect(findingsIn(hostAliases, platform())).toEqual([]);
  const broken = realPod((pod) => (pod.hostAliases = [{ ip: "10.0.0.9", hostnames: ["es"] }]));
  expect(findingsOf(hostAliases, broken)).toEqual(["es is always 10.0.0.9"]);
});
