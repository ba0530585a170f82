import type { Outcome, Remark } from "../check";
import type { Rule, Severity } from "../rule";
import type { Located } from "./manifests";
import { titleOf } from "./table";

/** As code scanning ranks findings: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES: Record<Severity, string> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

/** The outcome as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifOf(
  outcome: Outcome<Located>,
  rules: readonly Rule[],
  version: string,
): unknown {
  const ids = rules.map(({ name }) => name);
  const result = (remark: Remark<Located>) => ({
    ruleId: remark.rule.name,
    ruleIndex: ids.indexOf(remark.rule.name),
    level: remark.level === "mandatory" ? "error" : "warning",
    message: {
      text: `${titleOf(remark.object)}: ${remark.message}. To do: ${remark.rule.remedy}.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: remark.object.file },
          region: { startLine: remark.object.line },
        },
        logicalLocations: [{ fullyQualifiedName: titleOf(remark.object), kind: "object" }],
      },
    ],
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kube-tracing-policies", version, rules: rules.map(described) } },
        results: [
          ...outcome.violations.map(result),
          ...outcome.excepted.map((excepted) => ({
            ...result(excepted),
            suppressions: [
              {
                kind: "external",
                status: "accepted",
                justification: `${excepted.reason} (until ${excepted.until})`,
              },
            ],
          })),
        ],
      },
    ],
  };
}

function described({ name, title, why, remedy, source, severity, family }: Rule) {
  return {
    id: name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `To do: ${remedy}. See ${source}` },
    helpUri: source,
    properties: { tags: ["security", family], "security-severity": SCORES[severity] },
  };
}
