import { expect, test } from "vitest";
import { findingsOf, realPod } from "../../testing";
import { imageHasDigest } from "./image-has-digest";

const running = (image: string) =>
  findingsOf(
    imageHasDigest,
    realPod((_, container) => (container.image = image)),
  );

test("finds none, and what is none", () => {
  expect(running(`apache/oap:1@sha256:${"a".repeat(64)}`)).toEqual([]);
  expect(running("apache/oap:1")).toEqual(["container oap runs apache/oap:1, without a digest"]);
  expect(running("apache/oap:1@sha256:1")).toEqual([
    "container oap runs apache/oap:1@sha256:1, and that is no digest",
  ]);
});
