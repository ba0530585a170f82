import { expect, test } from "vitest";
import { isThere, namesLike } from "./containerd";

const THERE = new Map([
  ["example.org/web:1", "sha256:a"],
  ["sha256:id-of-web", "sha256:a"],
  ["example.org/db:1", "sha256:b"],
  ["sha256:id-of-db", "sha256:c"],
]);

test("an image is there when its name and its id stand for the same content", () => {
  expect(isThere(THERE, "example.org/web:1", "sha256:id-of-web")).toBe(true);
  expect(isThere(THERE, "example.org/db:1", "sha256:id-of-db")).toBe(false);
  expect(isThere(THERE, "example.org/web:1", "sha256:id-of-the-next")).toBe(false);
  expect(isThere(THERE, "example.org/other:1", "sha256:id-of-web")).toBe(false);
});

test("namesLike tells every name of the content", () => {
  expect(namesLike(THERE, "example.org/web:1")).toEqual(["example.org/web:1", "sha256:id-of-web"]);
  expect(namesLike(THERE, "example.org/other:1")).toEqual([]);
});
