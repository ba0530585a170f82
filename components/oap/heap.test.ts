import fc from "fast-check";
import { expect, test } from "vitest";
import { type Memory, mebibytes } from "../kit/size";
import { heapFor, javaOpts, memoryChecks } from "./heap";

const limit = fc.oneof(
  fc.integer({ min: 800, max: 65536 }).map((n): Memory => `${n}Mi`),
  fc.integer({ min: 2, max: 128 }).map((n): Memory => `${n / 2}Gi`),
);
const accepted = limit.filter((memory) => mebibytes(memory) >= 800);

test("the heap is whole, leaves a quarter of the limit and 400 MiB, and is no less than half", () => {
  fc.assert(
    fc.property(accepted, (memory) => {
      const heap = heapFor(memory);
      const all = mebibytes(memory);
      expect(Number.isInteger(heap)).toBe(true);
      expect(heap).toBeLessThanOrEqual(all * 0.75);
      expect(all - heap).toBeGreaterThanOrEqual(400);
      expect(heap).toBeGreaterThanOrEqual(Math.floor(all / 2));
    }),
  );
});

test("more memory never makes a smaller heap", () => {
  fc.assert(
    fc.property(accepted, accepted, (a, b) => {
      const [less, more] = mebibytes(a) <= mebibytes(b) ? [a, b] : [b, a];
      expect(heapFor(less)).toBeLessThanOrEqual(heapFor(more));
    }),
  );
});

test("the heap that is derived is one that may be asked for", () => {
  fc.assert(
    fc.property(accepted, (memory) => {
      const resources = {
        requests: { cpu: "1" as const, memory },
        limits: { cpu: "1" as const, memory },
      };
      const heap: Memory = `${heapFor(memory)}Mi`;
      expect(memoryChecks({ resources, heap })).toEqual([true, true, true]);
    }),
  );
});

test.each<[Memory, number]>([
  ["800Mi", 400],
  ["1Gi", 512],
  ["2Gi", 1024],
  ["3Gi", 2048],
  ["4Gi", 3072],
  ["8Gi", 6144],
])("a limit of %s makes a heap of %i MiB", (memory, heap) => {
  expect(heapFor(memory)).toBe(heap);
});

test("JAVA_OPTS has the mode, one size of heap, and an end when it is full", () => {
  expect(javaOpts("no-init", 1024)).toBe(
    "-Dmode=no-init -Xms1024m -Xmx1024m -XX:+ExitOnOutOfMemoryError",
  );
});
