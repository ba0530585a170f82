import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { procMount } from "./proc-mount";

test("finds it", () => {
  expect(findingsIn(procMount, platform())).toEqual([]);
  const broken = realPod((_, { securityContext }) => (securityContext.procMount = "Unmasked"));
  expect(findingsOf(procMount, broken)).toEqual(["container oap has procMount Unmasked"]);
});
