import { expect, test } from "vitest";
import { referenceOf } from "./reference";

const DIGEST = `sha256:${"0".repeat(64)}`;

test.each([
  ["nginx", [undefined, "nginx", undefined, undefined]],
  ["nginx:1.27", [undefined, "nginx", "1.27", undefined]],
  ["apache/oap:1", [undefined, "apache/oap", "1", undefined]],
  ["docker.io/apache/oap:1", ["docker.io", "docker.io/apache/oap", "1", undefined]],
  ["localhost:5000/oap", ["localhost:5000", "localhost:5000/oap", undefined, undefined]],
  [`quay.io/a/b:1@${DIGEST}`, ["quay.io", "quay.io/a/b", "1", DIGEST]],
])("%s", (image, [registry, repository, tag, digest]) => {
  expect(referenceOf(image)).toEqual({ registry, repository, tag, digest });
});
