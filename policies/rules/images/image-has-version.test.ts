import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { imageHasVersion } from "./image-has-version";

const running = (image: string) =>
  findingsOf(
    imageHasVersion,
    realPod((_, container) => (container.image = image)),
  );

test("finds latest and nothing", () => {
  expect(findingsIn(imageHasVersion, platform())).toEqual([]);
  expect(running("apache/oap")).toEqual(["container oap runs apache/oap, without a version"]);
  expect(running("r.example.com:5000/oap")).toEqual([
    "container oap runs r.example.com:5000/oap, without a version",
  ]);
  expect(running("apache/oap:latest")).toEqual(["container oap runs apache/oap:latest"]);
});

test("a digest is a version", () => {
  expect(running(`apache/oap@sha256:${"0".repeat(64)}`)).toEqual([]);
});
