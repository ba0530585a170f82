import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check, type RuleConfiguration, type Terms } from "../policies/check";
import { readConfiguration } from "../policies/cli/configuration";
import { readManifests } from "../policies/cli/manifests";
import type { EnvironmentName } from "../policies/rule";
import { RULES } from "../policies/rules";

/** What an environment is held to, and which rules it breaks all the same. */
const ENVIRONMENTS: [golden: string, preset: EnvironmentName, broken: string[]][] = [
  ["prod", "prod", []],
  ["uat", "uat", []],
  // A laptop has the images of yesterday, and that is quick.
  ["local", "dev", ["image-is-pulled-always"]],
  // Its images are made on its node. Its one OAP has no other member, but for the minute of an update.
  ["e2e", "dev", ["image-is-pulled-always"]],
];

const CONFIGURATION = readConfiguration(join(__dirname, "policies.json"), RULES);

const OBJECTS = new Map(
  ENVIRONMENTS.map(([golden]) => [
    golden,
    readManifests([join(__dirname, "golden", `${golden}.yaml`)]),
  ]),
);

/** What the rules say about the rendered objects of an environment. */
function judged(golden: string, terms: Omit<Terms, "today">) {
  return check(OBJECTS.get(golden) ?? [], { ...terms, today: "2026-11-21" });
}

describe.each(ENVIRONMENTS)("%s, held to %s", (golden, environment, broken) => {
  const outcome = judged(golden, { rules: RULES, environment, configuration: CONFIGURATION });
  const told = (remarks: typeof outcome.violations) =>
    remarks.map(({ rule, object, message }) => `${rule.name}: ${object.title}: ${message}`);

  test("breaks no other rule", () => {
    const others = outcome.violations.filter(({ rule }) => !broken.includes(rule.name));
    expect(told(others)).toEqual([]);
    const names = outcome.violations.map(({ rule }) => rule.name);
    expect(broken.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("leaves nothing undecided", () => {
    expect(told(outcome.undecided)).toEqual([]);
  });
});

/** What is configured for a rule with one exception, or one word of a list, less; and what that is. */
function lessOf({ settings, exceptions, ...level }: RuleConfiguration) {
  const lists = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === "object" ? value.map((word) => ({ name, value, word })) : [],
  );
  return [
    ...exceptions.map((one): [string, RuleConfiguration] => [
      one.object,
      { ...level, settings, exceptions: exceptions.filter((other) => other !== one) },
    ]),
    ...lists.map(({ name, value, word }): [string, RuleConfiguration] => {
      const less = { ...settings, [name]: value.filter((other) => other !== word) };
      return [word, { ...level, settings: less, exceptions }];
    }),
  ];
}

describe.each(
  RULES.flatMap((rule) => {
    const configured = CONFIGURATION.get(rule.name);
    const all = configured === undefined ? [] : lessOf(configured);
    return all.map(([what, less]) => ({ name: rule.name, what, rule, less }));
  }),
)("what is configured for $name", ({ name, what, rule, less }) => {
  test(`${what} is needed by some environment`, () => {
    const found = ENVIRONMENTS.flatMap(([golden, environment]) => {
      const configuration = new Map([[name, less]]);
      return judged(golden, { rules: [rule], environment, configuration }).violations;
    });
    expect(found).not.toEqual([]);
  });
});
