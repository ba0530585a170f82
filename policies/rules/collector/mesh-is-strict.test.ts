import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshIsStrict } from "./mesh-is-strict";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(meshIsStrict, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshIsStrict, meshIsStrict.bad)).toEqual([
    "PeerAuthentication default: spec.mtls.mode is PERMISSIVE; give STRICT",
  ]);
  expect(findingsIn(meshIsStrict, meshIsStrict.good)).toEqual([]);
});
