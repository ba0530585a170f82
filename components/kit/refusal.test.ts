import { expect, test } from "vitest";
import { refuse } from "./refusal";

test("nothing is refused when every check holds", () => {
  expect(refuse("Oap", [true, true])).toBeUndefined();
});

test("one problem is one sentence: who, field, what came, what to give", () => {
  expect(() =>
    refuse(`Oap "oap"`, [true, { field: "replicas", got: 0, want: "1 or more" }]),
  ).toThrow(/^Oap "oap": replicas is 0; give 1 or more\.$/);
});

test("several problems are told at once, texts quoted and numbers not", () => {
  const checks = [
    { field: "replicas", got: Number.NaN, want: "1 or more" },
    { field: "version", got: "latest", want: "a version such as 10.4.0" },
    { field: "scale", got: { min: 3, max: 2 }, want: "min no larger than max" },
  ];
  expect(() => refuse("Oap", checks)).toThrow(
    "Oap: 3 arguments cannot be used:\n" +
      "  - replicas is NaN; give 1 or more.\n" +
      '  - version is "latest"; give a version such as 10.4.0.\n' +
      '  - scale is {"min":3,"max":2}; give min no larger than max.',
  );
});
