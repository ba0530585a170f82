import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { meshIsStrict } from "./mesh-is-strict";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(meshIsStrict, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(meshIsStrict, meshIsStrict.bad)).toEqual([
    "PeerAuthentication default: spec.mtls.mode is PERMISSIVE; give STRICT",
  ]);
  expect(findingsIn(meshIsStrict, meshIsStrict.good)).toEqual([]);
});
