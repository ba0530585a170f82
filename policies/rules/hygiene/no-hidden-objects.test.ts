import { expect, test } from "vitest";
import type { PulumiResource } from "../../objects";
import { objectOf, stackOf } from "../../stack";
import { findingsIn, platform } from "../../testing";
import { noHiddenObjects } from "./no-hidden-objects";

const asked = (type: string, manifest: object) => {
  const pulumi: PulumiResource = { urn: "", type, name: "x", protect: false, dependencies: [] };
  const object = objectOf({ kind: type.split(":")[2], ...manifest }, pulumi);
  return noHiddenObjects.check(object, { stack: stackOf([]), settings: {}, names: new Set() });
};

test("finds what the provider installs by itself, and what comes from elsewhere", () => {
  expect(findingsIn(noHiddenObjects, platform())).toEqual([]);
  expect(asked("kubernetes:helm.sh/v3:Release", { chart: "jaeger" })).toEqual([
    "nobody sees what it installs",
  ]);
  expect(asked("kubernetes:yaml:ConfigFile", { file: "https://example.com/crds.yaml" })).toEqual([
    "it comes from example.com",
  ]);
  expect(asked("kubernetes:yaml:ConfigFile", { file: "crds.yaml" })).toEqual([]);
});
