import fc from "fast-check";
import { expect, test } from "vitest";
import { type Memory, mebibytes } from "./size";

test.each([
  ["512Mi", 512],
  ["1Gi", 1024],
  ["1.5Gi", 1536],
  ["0.5Mi", 0.5],
  ["0Mi", 0],
] as const)("%s is %d mebibytes", (memory, number) => {
  expect(mebibytes(memory)).toBe(number);
});

test.each([
  "",
  "512",
  "512M",
  "512MB",
  "1Ti",
  "-1Gi",
  "1e3Mi",
  "1.Gi",
  ".5Gi",
  " 1Gi",
  "1Gi ",
  "1 Gi",
  "NaNGi",
])("%j is not a memory, whatever the types were told", (text) => {
  expect(mebibytes(text as Memory)).toBeNaN();
});

test("a gibibyte is 1024 mebibytes, for any number of them", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (n) => {
      expect(mebibytes(`${n}Mi`)).toBe(n);
      expect(mebibytes(`${n}Gi`)).toBe(mebibytes(`${n * 1024}Mi`));
    }),
  );
});

test("any text has a size of zero or more, or none", () => {
  const unit = fc.constantFrom("Mi", "Gi", "", "M", "Ti");
  const text = fc.oneof(
    fc.string(),
    fc.tuple(fc.double(), unit).map(([n, u]) => `${n}${u}`),
  );
  fc.assert(
    fc.property(text, (memory) => {
      const size = mebibytes(memory as Memory);
      expect(Number.isNaN(size) || size >= 0).toBe(true);
      expect(Number.isNaN(size)).toBe(!/^[0-9]+(\.[0-9]+)?(Mi|Gi)$/.test(memory));
    }),
  );
});

test("types refuse what Kubernetes would read as something else", () => {
  // @ts-expect-error megabytes are not mebibytes
  const megabytes: Memory = "512M";
  // @ts-expect-error a number has no unit
  const bytes: Memory = 512;
  expect([megabytes, bytes]).toEqual(["512M", 512]);
});
