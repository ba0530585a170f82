import { readFileSync } from "node:fs";
import type { Configuration, RuleConfiguration } from "../check";
import type { Exception } from "../exception";
import type { Level } from "../level";
import type { Rule, Setting, Settings } from "../rule";
import { Refusal } from "./refusal";

const LEVELS: readonly Level[] = ["mandatory", "advisory", "disabled"];

/**
 * A policy pack's configuration, the same file that `--policy-pack-config` takes.
 *
 * @throws Refusal that names everything in it that cannot be
 */
export function readConfiguration(file: string, rules: readonly Rule[]): Configuration {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refusal([`${file} cannot be read: ${error instanceof Error ? error.message : ""}`]);
  }
  return configurationOf(content, { file, rules });
}

/** @throws Refusal that names everything in it that cannot be */
export function configurationOf(
  content: unknown,
  { file, rules }: { file: string; rules: readonly Rule[] },
): Configuration {
  if (!isMap(content)) throw new Refusal([`${file} is no map from rules to levels`]);
  const problems: string[] = [];
  const { all, ...own } = content;
  const general = all === undefined ? undefined : levelIn(all, "all", problems);
  const found = new Map<string, RuleConfiguration>();
  for (const rule of rules) {
    const configured = oneRule(rule, own[rule.name] ?? {}, problems);
    found.set(rule.name, { ...(general && { level: general }), ...configured });
  }
  const names = [...rules.map(({ name }) => name), "undecided-checks"];
  for (const name of Object.keys(own))
    if (!names.includes(name))
      problems.push(`${name} is no rule; the rules are listed by: kube-tracing-policies rules`);
  if (problems.length > 0) throw new Refusal(problems.map((problem) => `${file}: ${problem}`));
  return found;
}

function oneRule(rule: Rule, given: unknown, problems: string[]): RuleConfiguration {
  const { name } = rule;
  if (!isMap(given)) {
    const level = levelIn(given, name, problems);
    return { settings: {}, exceptions: [], ...(level && { level }) };
  }
  const { enforcementLevel, exceptions, ...settings } = given;
  const level =
    enforcementLevel === undefined ? undefined : levelIn(enforcementLevel, name, problems);
  return {
    ...(level && { level }),
    settings: settingsIn(rule, settings, problems),
    exceptions: exceptionsIn(name, exceptions ?? [], problems),
  };
}

/** `remediate` is what Pulumi does with objects; a checker changes nothing, and forbids. */
function levelIn(given: unknown, name: string, problems: string[]): Level | undefined {
  if (given === "remediate") return "mandatory";
  const level = LEVELS.find((one) => one === given);
  if (level === undefined)
    problems.push(
      `${name} is ${JSON.stringify(given)}; give mandatory, advisory, disabled or remediate`,
    );
  return level;
}

function settingsIn(
  { name, settings }: Rule,
  given: Readonly<Record<string, unknown>>,
  problems: string[],
): Settings {
  const found: Record<string, Setting> = {};
  for (const [setting, value] of Object.entries(given)) {
    const byDefault = settings[setting];
    if (byDefault === undefined) problems.push(`${name} has no setting ${setting}`);
    else if (isLike(value, byDefault)) found[setting] = value;
    else
      problems.push(
        `${name}: ${setting} is ${JSON.stringify(value)}; give a value like ${JSON.stringify(byDefault)}`,
      );
  }
  return found;
}

function isLike(value: unknown, byDefault: Setting): value is Setting {
  if (typeof byDefault !== "object") return typeof value === typeof byDefault;
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function exceptionsIn(name: string, given: unknown, problems: string[]): Exception[] {
  if (!Array.isArray(given)) {
    problems.push(`${name}: exceptions is no list`);
    return [];
  }
  return given.flatMap((one: unknown, index): Exception[] => {
    const { object, reason, until } = isMap(one) ? one : {};
    if (isText(object) && isText(reason) && isText(until) && !Number.isNaN(Date.parse(until)))
      return [{ object, reason, until }];
    problems.push(
      `${name}: exceptions[${index}] lacks something; give object ("DaemonSet agent"), reason, and until ("2027-01-31")`,
    );
    return [];
  });
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
