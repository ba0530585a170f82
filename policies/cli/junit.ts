import type { Outcome } from "../check";
import type { Rule } from "../rule";
import { titleOf } from "./table";

/** The outcome as JUnit XML: a suite for each family, a case for each rule; what is advised against is told. */
export function junitOf(outcome: Outcome, rules: readonly Rule[]): string {
  const families = [...new Set(rules.map(({ family }) => family))];
  const suites = families.map((family) => {
    const cases = rules
      .filter((rule) => rule.family === family)
      .map((rule) => caseOf(rule, outcome));
    const failures = cases.filter((text) => text.includes("<failure")).length;
    const about = `name="${family}" tests="${cases.length}" failures="${failures}"`;
    return [`  <testsuite ${about}>`, ...cases, "  </testsuite>"].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="kube-tracing-policies">',
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function caseOf(rule: Rule, { violations }: Outcome): string {
  const own = violations.filter((violation) => violation.rule.name === rule.name);
  const begin = `    <testcase classname="${rule.family}" name="${escaped(rule.name)}"`;
  if (own.length === 0) return `${begin}/>`;
  const told = escaped(
    own.map(({ object, message }) => `${titleOf(object)}: ${message}`).join("\n"),
  );
  const isForbidden = own.some(({ level }) => level === "mandatory");
  const inner = isForbidden
    ? `<failure message="${escaped(rule.title)}" type="${rule.severity}">${told}</failure>`
    : `<system-out>${told}</system-out>`;
  return `${begin}>\n      ${inner}\n    </testcase>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
