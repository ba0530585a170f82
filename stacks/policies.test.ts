import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../policies/check";
import { readConfiguration } from "../policies/cli/configuration";
import { readManifests } from "../policies/cli/manifests";
import type { EnvironmentName } from "../policies/rule";
import { RULES } from "../policies/rules";

/** What an environment is held to, and what is advised against there all the same. */
const ENVIRONMENTS: [golden: string, preset: EnvironmentName, advised: string[]][] = [
  ["prod", "prod", []],
  ["uat", "uat", []],
  // A laptop has the images of yesterday, and that is quick.
  ["local", "dev", ["image-is-pulled-always"]],
];

describe.each(ENVIRONMENTS)("%s, held to %s", (golden, environment, advised) => {
  const objects = readManifests([join(__dirname, "golden", `${golden}.yaml`)]);
  const configuration = readConfiguration(join(__dirname, "policies.json"), RULES);
  const outcome = check(objects, { rules: RULES, environment, configuration, today: "2026-11-21" });
  const told = (remarks: typeof outcome.violations) =>
    remarks.map(({ rule, object, message }) => `${rule.name}: ${object.title}: ${message}`);

  test("breaks no rule", () => {
    const broken = outcome.violations.filter(({ rule }) => !advised.includes(rule.name));
    expect(told(broken)).toEqual([]);
    const names = outcome.violations.map(({ rule }) => rule.name);
    expect(advised.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("leaves nothing undecided", () => {
    expect(told(outcome.undecided)).toEqual([]);
  });
});
