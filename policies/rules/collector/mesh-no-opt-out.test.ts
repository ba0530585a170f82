import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshNoOptOut } from "./mesh-no-opt-out";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(meshNoOptOut, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshNoOptOut, meshNoOptOut.bad)).toEqual([
    "Deployment oap: its pods have sidecar.istio.io/inject: false, and their namespace is in the mesh",
  ]);
  expect(findingsIn(meshNoOptOut, meshNoOptOut.good)).toEqual([]);
});
