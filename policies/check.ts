import type { Exception } from "./exception";
import { judge } from "./judge";
import { type Level, levelOf } from "./level";
import type { KubernetesObject } from "./objects";
import type { EnvironmentName, Rule, Settings } from "./rule";
import { stackOf } from "./stack";

/** What is configured for one rule: `"mandatory"`, or with settings and exceptions. */
export interface RuleConfiguration {
  readonly level?: Level;
  readonly settings: Settings;
  readonly exceptions: readonly Exception[];
}

/** By name of a rule. */
export type Configuration = ReadonlyMap<string, RuleConfiguration>;

/** How a check is done. */
export interface Terms {
  readonly rules: readonly Rule[];
  readonly environment: EnvironmentName;
  readonly configuration: Configuration;
  /** Such as `2026-11-21`. */
  readonly today: string;
}

/** One thing that a rule says about an object. */
export interface Remark<T extends KubernetesObject = KubernetesObject> {
  readonly rule: Rule;
  readonly level: Exclude<Level, "disabled">;
  readonly object: T;
  readonly message: string;
}

/** An exception that was made use of. */
export interface Excepted<T extends KubernetesObject = KubernetesObject> extends Remark<T> {
  readonly until: string;
  readonly reason: string;
}

export interface Outcome<T extends KubernetesObject = KubernetesObject> {
  readonly violations: readonly Remark<T>[];
  readonly undecided: readonly Remark<T>[];
  readonly excepted: readonly Excepted<T>[];
  /** How many rules were asked about how many objects. */
  readonly rules: number;
  readonly objects: number;
}

const UNSET: RuleConfiguration = { settings: {}, exceptions: [] };

/** Holds objects that are deployed together to the rules. */
export function check<T extends KubernetesObject>(objects: readonly T[], terms: Terms): Outcome<T> {
  const { rules, environment, configuration, today } = terms;
  const stack = stackOf(objects);
  const names = new Set(rules.map(({ name }) => name));
  const violations: Remark<T>[] = [];
  const undecided: Remark<T>[] = [];
  const excepted: Excepted<T>[] = [];
  let asked = 0;
  for (const rule of rules) {
    const { level = levelOf(rule, environment), ...given } = configuration.get(rule.name) ?? UNSET;
    if (level === "disabled") continue;
    asked += 1;
    for (const object of objects) {
      const about = { ...given, stack, names, today };
      const judgement = judge(rule, object, about);
      const remark = { rule, level, object };
      violations.push(...judgement.violations.map((message) => ({ ...remark, message })));
      undecided.push(...judgement.undecided.map((message) => ({ ...remark, message })));
      excepted.push(...judgement.excepted.map((exception) => ({ ...remark, ...exception })));
    }
  }
  return { violations, undecided, excepted, rules: asked, objects: objects.length };
}
