import { expect, test } from "vitest";
import { heapOf } from "./java-options";

test.each([
  ["-Dmode=init -Xms1g -Xmx2048m -XX:+Flag", { min: 2 ** 30, max: 2 ** 31 }],
  ["-Xmx1g -Xmx2g", { max: 2 ** 31 }],
  ["-Xmx1048576k", { max: 2 ** 30 }],
  ["-Xmx2gb -Xlog:all", {}],
  ["", {}],
])("%s has the heap %o", (options, heap) => {
  expect(heapOf(options)).toEqual(heap);
});
