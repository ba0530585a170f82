import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { emptyDirHasLimit } from "./empty-dir-has-limit";

test("finds each", () => {
  expect(findingsIn(emptyDirHasLimit, platform())).toEqual([]);
  const broken = realPod(({ volumes }) => (volumes[0].emptyDir = { medium: "Memory" }));
  expect(findingsOf(emptyDirHasLimit, broken)).toEqual([
    "volume tmp has an emptyDir without sizeLimit",
  ]);
});
