import { expect, test } from "vitest";
import { OAP_VERSIONS as KNOWN } from "../components/oap/versions";
import { CUSTOM_RESOURCES, KUBERNETES, OAP_VERSIONS, RELEASES } from "./versions";

test("the versions of OAP to choose from are those that the component knows", () => {
  expect(OAP_VERSIONS).toEqual(KNOWN);
  expect(OAP_VERSIONS).toContain(RELEASES.oap.version);
});

test("every release has all three numbers and says where its changes are told", () => {
  for (const { version, notes } of Object.values(RELEASES)) {
    expect(version).toMatch(/^[0-9]+\.[0-9]+\.[0-9]+$/);
    expect(notes).toContain(version);
  }
  for (const { notes } of [...Object.values(CUSTOM_RESOURCES), KUBERNETES])
    expect(notes).toMatch(/^https:\/\//);
});
