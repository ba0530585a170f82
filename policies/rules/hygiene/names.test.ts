import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { explicitName } from "./names";

test("finds what the caller would decide", () => {
  expect(findingsIn(explicitName, platform())).toEqual([]);
  const broken = real("Service skywalking-oap", (service) => {
    service.metadata = { generateName: "oap-" };
  });
  expect(findingsOf(explicitName, broken)).toEqual([
    "it has no metadata.name",
    "it has no metadata.namespace",
  ]);
});
