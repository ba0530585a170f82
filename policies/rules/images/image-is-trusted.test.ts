import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { imageIsTrusted } from "./image-is-trusted";

test("finds strangers, unless they are named", () => {
  expect(findingsIn(imageIsTrusted, platform())).toEqual([]);
  const broken = realPod((_, container) => (container.image = "r.example.com/oap:1"));
  expect(findingsOf(imageIsTrusted, broken)).toEqual([
    "container oap runs r.example.com/oap:1, of an unknown publisher",
  ]);
  const settings = { publishers: ["r.example.com/"] };
  expect(findingsOf(imageIsTrusted, broken, { settings })).toEqual([]);
});
