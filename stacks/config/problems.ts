import { suggestion } from "./suggestion";

/** One thing that is wrong: where, as the stack file spells it, and what came and what to give. */
export interface Problem {
  readonly path: string;
  readonly text: string;
}

/** Everything that is wrong with a file, in one message: sorted by path, in two columns. */
export function messageOf(file: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ path }) => path.length));
  const lines = [...new Set(problems.map(({ path, text }) => `  ${path.padEnd(width)}  ${text}`))];
  const count = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
  return [`${file} cannot be used, ${count}:`, ...lines.sort()].join("\n");
}

/** `is "2GB"; give a quantity such as 512Mi or 2Gi`. */
export function wrong(value: unknown, want: string): string {
  if (value === undefined) return `is missing; give ${want}`;
  if (value === null || value === "") return `is empty; give ${want}`;
  return `is ${shown(value)}; give ${want}`;
}

/** `unknown key; did you mean nodePort?`, or the keys there are. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggestion(key, known);
  return meant === undefined
    ? `unknown key; there ${known.length === 1 ? "is" : "are"} ${listed(known)}`
    : `unknown key; did you mean ${meant}?`;
}

/** `a`, `a or b`, `one of a, b or c; did you mean b?` */
export function oneOf(known: readonly string[], given: unknown): string {
  const choice = `${known.length > 2 ? "one of " : ""}${listed(known, "or")}`;
  const meant = typeof given === "string" ? suggestion(given, known) : undefined;
  return meant === undefined || known.length === 1 ? choice : `${choice}; did you mean ${meant}?`;
}

/** `a, b and c` */
export function listed(words: readonly string[], last: "and" | "or" = "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

/** `platform.skywalking.oap.accessLogs.http[0]` */
export function pathOf(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (left, key) => (typeof key === "number" ? `${left}[${key}]` : `${left}.${String(key)}`),
    prefix,
  );
}

/** What stands at a path; `undefined` when nothing does. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );
}

const LONGEST = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
