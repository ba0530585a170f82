import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { volumeTypes } from "./volume-types";

test("finds any other type", () => {
  expect(findingsIn(volumeTypes, platform())).toEqual([]);
  const broken = realPod(({ volumes }) => volumes.push({ name: "code", gitRepo: {} }));
  expect(findingsOf(volumeTypes, broken)).toEqual(["volume code is of type gitRepo"]);
});
