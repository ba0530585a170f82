import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshNoOptOut } from "./mesh-no-opt-out";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(meshNoOptOut, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshNoOptOut, meshNoOptOut.bad)).toEqual([
    "Deployment oap: its pods have sidecar.istio.io/inject: false, and their namespace is in the mesh",
  ]);
  expect(findingsIn(meshNoOptOut, meshNoOptOut.good)).toEqual([]);
});
