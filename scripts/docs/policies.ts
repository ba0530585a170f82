import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { levelOf, presetOf } from "../../policies/level";
import {
  ENVIRONMENTS,
  type EnvironmentName,
  FAMILIES,
  type Family,
  type Rule,
} from "../../policies/rule";
import { RULES } from "../../policies/rules";
import { ROOT } from "../golden/environments";

const TITLES: Record<Family, string> = {
  "pod-security": "Pod security",
  images: "Images",
  availability: "Resources and availability",
  lifecycle: "Probes and lifecycle",
  wiring: "Wiring",
  exposure: "Exposure and secrets",
  rbac: "Rights",
  skywalking: "SkyWalking",
  satellite: "Satellite",
  elasticsearch: "Elasticsearch",
  jaeger: "Jaeger",
  collector: "OpenTelemetry Collector, NGINX and service mesh",
  certificates: "Certificates",
  hygiene: "Stack hygiene",
};

/** One page for each family of rules and one for all, by path; and the levels of each environment. */
export function policyFiles(): Record<string, string> {
  const families = FAMILIES.filter((family) => rulesOf(family).length > 0);
  const pages = families.map((family): [string, string] => [
    `docs/policies/${family}.md`,
    familyPage(family),
  ]);
  const presets = ENVIRONMENTS.flatMap((environment): [string, string][] => [
    [`policies/presets/${environment}.json`, json(presetOf(environment, RULES))],
    [`policies/presets/platform/${environment}.json`, json(platformPreset(environment))],
  ]);
  return {
    "docs/policies/README.md": contentsPage(families),
    ...Object.fromEntries([...pages, ...presets]),
  };
}

/** Settings and exceptions by rule. */
const CONFIGURED = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The levels of an environment, with what the platform of this project is set to and excepted from. */
export function platformPreset(environment: EnvironmentName): Record<string, unknown> {
  const own = CONFIGURED.parse(
    JSON.parse(readFileSync(join(ROOT, "stacks", "policies.json"), "utf8")),
  );
  const levels = Object.entries(presetOf(environment, RULES));
  return Object.fromEntries(
    levels.map(([name, enforcementLevel]) => [
      name,
      own[name] === undefined ? enforcementLevel : { enforcementLevel, ...own[name] },
    ]),
  );
}

const json = (content: unknown) => `${JSON.stringify(content, undefined, 2)}\n`;

const rulesOf = (family: Family) => RULES.filter((rule) => rule.family === family);

function contentsPage(families: readonly Family[]): string {
  const rows = families.map((family) => {
    const rules = rulesOf(family);
    const together = rules.filter(({ scope }) => scope === "stack").length;
    return `| [${TITLES[family]}](${family}.md) | ${rules.length} | ${together} |`;
  });
  return [
    "# Policies",
    "",
    `Written by \`make docs\` from \`policies/rules\`: ${RULES.length} rules, ${RULES.filter(({ scope }) => scope === "stack").length} of`,
    "which look at all objects of a stack together. How to use them: [policies/README.md](../../policies/README.md);",
    "what other tools find in the same manifests: [referees.md](referees.md).",
    "",
    "| family | rules | of the whole stack |",
    "| --- | --: | --: |",
    ...rows,
    "",
  ].join("\n");
}

function familyPage(family: Family): string {
  const rules = rulesOf(family);
  return [
    `# ${TITLES[family]}`,
    "",
    "Written by `make docs` from the rules.",
    "",
    "| rule | severity | dev | uat | prod |",
    "| --- | --- | --- | --- | --- |",
    ...rules.map((rule) => {
      const levels = ENVIRONMENTS.map((environment) => levelOf(rule, environment));
      return `| [${rule.name}](#${rule.name}) | ${rule.severity} | ${levels.join(" | ")} |`;
    }),
    ...rules.flatMap(section),
    "",
  ].join("\n");
}

function section(rule: Rule): string[] {
  const { name, title, why, remedy, source, scope, remediate, frameworks = [], sameAs = [] } = rule;
  const settings = Object.entries(rule.settings).map(
    ([setting, value]) =>
      `| \`${setting}\` | \`${JSON.stringify(value)}\` | ${rule.meaning[setting] ?? ""} |`,
  );
  return [
    "",
    `## ${name}`,
    "",
    `${title}.`,
    "",
    `- Why: ${why}`,
    `- To do: ${remedy}.`,
    `- Source: <${source}>`,
    ...(remediate === undefined ? [] : ["- Pulumi repairs it at level `remediate`."]),
    `- Looks at: ${scope === "stack" ? "all objects of the stack" : "one object"}`,
    ...(frameworks.length > 0 ? [`- Also known as: ${frameworks.join(", ")}`] : []),
    ...(sameAs.length > 0
      ? [`- Contains: ${sameAs.map((check) => `\`${check}\``).join(", ")}`]
      : []),
    ...(settings.length > 0
      ? ["", "| setting | default | meaning |", "| --- | --- | --- |", ...settings]
      : []),
    ...example("Breaks it:", rule.bad),
    ...example("Keeps it:", rule.good),
  ];
}

function example(heading: string, objects: Rule["bad"]): string[] {
  if (objects.length === 0) return [];
  const documents = objects.map((object) => stringify(object, { aliasDuplicateObjects: false }));
  return ["", heading, "", "```yaml", documents.join("---\n").trimEnd(), "```"];
}
