import type { Outcome, Remark } from "../check";
import { type KubernetesObject, nameOf, namespaceOf } from "../objects";
import type { Rule } from "../rule";

/** What people read: a row for each violation, the most severe first, then what to do about each rule. */
export function tableOf({ violations, undecided, excepted, rules, objects }: Outcome): string {
  const sorted = [...violations].sort((a, b) => rankOf(a) - rankOf(b));
  const rows = sorted.map(({ level, rule, object, message }) => [
    level,
    rule.severity,
    rule.name,
    titleOf(object),
    message,
  ]);
  const broken = [...new Set(sorted.map(({ rule }) => rule))];
  return [
    ...section(aligned([["level", "severity", "rule", "object", "what is wrong"], ...rows]), rows),
    ...section(`To do:\n${aligned(broken.map(advice))}`, broken),
    ...section(
      `Let pass:\n${aligned(excepted.map(({ rule, object, until, reason }) => ["", rule.name, titleOf(object), `until ${until}`, reason]))}`,
      excepted,
    ),
    ...section(
      `Not decided:\n${aligned(undecided.map(({ rule, object, message }) => ["", rule.name, titleOf(object), message]))}`,
      undecided,
    ),
    [
      `${counted(objects, "object")}, ${counted(rules, "rule")}`,
      counted(violations.filter(({ level }) => level === "mandatory").length, "violation"),
      `${violations.filter(({ level }) => level === "advisory").length} advised against`,
      `${excepted.length} let pass`,
      `${undecided.length} not decided`,
    ].join(", "),
  ].join("\n\n");
}

/** `Deployment tracing/oap`. */
export function titleOf(object: KubernetesObject): string {
  const namespace = namespaceOf(object);
  return namespace === undefined
    ? object.title
    : `${object.kind} ${namespace}/${nameOf(object) ?? "without a name"}`;
}

const RANKS = ["critical", "high", "medium", "low"];

function rankOf({ level, rule }: Remark): number {
  return RANKS.indexOf(rule.severity) + (level === "mandatory" ? 0 : RANKS.length);
}

const advice = ({ name, remedy, source }: Rule) => ["", name, remedy, source];

const section = (text: string, items: readonly unknown[]) => (items.length === 0 ? [] : [text]);

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
