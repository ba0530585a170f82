import { describe, expect, test } from "vitest";
import { findingsIn } from "../testing";
import { RULES } from ".";

test("every rule has a name of its own that fits into an annotation", () => {
  const names = RULES.map(({ name }) => name);
  expect(
    names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 63),
  ).toEqual([]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
  test("finds something wrong with its bad example, and nothing with its good one", () => {
    // What only Pulumi knows has no manifest that breaks it.
    if (rule.bad.length > 0) expect(findingsIn(rule, rule.bad)).not.toEqual([]);
    expect(findingsIn(rule, rule.good)).toEqual([]);
  });

  test("tells what it wants, why, what to do and where that is said", () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
    expect(rule.remedy).toMatch(/^[a-z].*[^.]$/);
    expect(rule.source).toMatch(/^https:\/\//);
  });
});
