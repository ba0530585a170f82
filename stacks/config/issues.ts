import type { z } from "zod";
import { type Problem, listed, oneOf, pathOf, unknownKey, valueAt, wrong } from "./problems";
import { suggestion } from "./suggestion";

/**
 * What zod asks for when it has no words of the schema's own: what was expected, in plain words.
 * Unknown keys carry the known ones as their message, for `problemsOf`.
 */
export function wantOf(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "unrecognized_keys") return keysOf(issue.inst).join(" ");
  if (issue.code === "invalid_value") return oneOf(issue.values.map(String), issue.input);
  if (issue.code === "invalid_union") return kindFor(issue.options, issue.input);
  if (issue.code === "too_small") return "at least one";
  const expected = issue.code === "invalid_type" ? issue.expected : "object";
  return `${EXPECTED[expected] ?? expected}${ofKeys(keysOf(issue.inst))}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  array: "a list",
  tuple: "a list",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  string: "a text",
};

/** ` of name and key`, as long as it is short. */
function ofKeys(keys: readonly string[]): string {
  return keys.length === 0 || keys.length > 6 ? "" : ` of ${listed(keys)}`;
}

/** Problems out of what zod found, without its noise. `prefix` is where `input` stands. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  prefix: string,
): Problem[] {
  const meant = new Set<string>();
  const unknown = issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    const known = issue.message.split(" ");
    return issue.keys.map((key) => {
      const instead = suggestion(key, known);
      if (instead !== undefined) meant.add(pathOf(prefix, [...issue.path, instead]));
      return { path: pathOf(prefix, [...issue.path, key]), text: unknownKey(key, known) };
    });
  });
  const others = issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return [];
    const value = valueAt(input, issue.path);
    const path = pathOf(prefix, issue.path);
    if (value === undefined && meant.has(path)) return [];
    return [{ path, text: textOf(issue, value) }];
  });
  return [...unknown, ...others];
}

const SHAPES: readonly string[] = ["object", "array", "tuple", "record"];
const NUMBERS: readonly string[] = ["number", "int"];

/** A text in the place of a map is not shown: it may be a password that belongs somewhere else. */
function textOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_key")
    return `cannot have this name; give ${issue.issues[0]?.message ?? issue.message}`;
  const expected = issue.code === "invalid_type" ? issue.expected : undefined;
  if (typeof value !== "string" || value === "" || expected === undefined)
    return wrong(value, issue.message);
  if (SHAPES.includes(expected)) return `is a text; give ${issue.message}`;
  const quoted = NUMBERS.includes(expected) && Number.isFinite(Number(value));
  return wrong(value, quoted ? `${issue.message}, without quotes` : issue.message);
}

function keysOf(schema: z.core.$ZodType | z.core.$ZodCheck | undefined): string[] {
  const shape: unknown = schema === undefined ? undefined : Reflect.get(schema._zod.def, "shape");
  return typeof shape === "object" && shape !== null ? Object.keys(shape) : [];
}

function kindFor(options: unknown, input: unknown): string {
  const known: unknown[] = Array.isArray(options) ? options : [];
  const kinds = known.filter((kind) => typeof kind === "string");
  return oneOf(kinds, valueAt(input, ["kind"]));
}
