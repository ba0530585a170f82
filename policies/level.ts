import { type EnvironmentName, ENVIRONMENTS, type Rule, type Severity } from "./rule";

/** What happens on a violation: nothing is deployed, it is told, or nobody looks. */
export type Level = "mandatory" | "advisory" | "disabled";

/** What an environment does not forgive. */
const FORBIDDEN: Record<EnvironmentName, readonly Severity[]> = {
  dev: ["critical"],
  uat: ["critical", "high"],
  prod: ["critical", "high", "medium", "low"],
};

/** The level of a rule in an environment; a rule that is meant for a greater one is disabled. */
export function levelOf({ from, severity }: Rule, environment: EnvironmentName): Level {
  if (ENVIRONMENTS.indexOf(environment) < ENVIRONMENTS.indexOf(from)) return "disabled";
  return FORBIDDEN[environment].includes(severity) ? "mandatory" : "advisory";
}

/** The levels of all rules, as a policy pack's configuration has them. */
export function presetOf(
  environment: EnvironmentName,
  rules: readonly Rule[],
): Record<string, Level> {
  return Object.fromEntries(rules.map((rule) => [rule.name, levelOf(rule, environment)]));
}
