import type { Problem } from "../kit/refusal";
import type { AlarmHook, AlarmRule, AlarmSettings } from "./alarms";
import { whole } from "../kit/whole";
import { releaseOf } from "./versions";

type Check = true | Problem;

/** Checks for `refuse`. */
export function alarmChecks({ rules, hooks = {} }: AlarmSettings, version: string): Check[] {
  const recovers = releaseOf(version)?.alarmRecovery ?? true;
  return [
    ...Object.entries(rules).flatMap(([name, rule]) => [
      ruleName(name),
      ...ruleChecks(`alarms.rules.${name}`, rule, hooks),
    ]),
    ...Object.entries(hooks).flatMap(([name, hook]) => hookChecks(`alarms.hooks.${name}`, hook)),
    ...(recovers ? [] : recoveryChecks({ rules, hooks }, version)),
  ];
}

/** OAP takes no notice of rules with another name. */
function ruleName(name: string): Check {
  const want = "a name that ends in _rule";
  return name.endsWith("_rule") || { field: "alarms.rules", got: name, want };
}

function ruleChecks(
  path: string,
  rule: AlarmRule,
  hooks: Readonly<Record<string, AlarmHook>>,
): Check[] {
  const names = Object.keys(hooks).join(", ") || "none, because alarms.hooks is empty";
  const minutes = { least: 1, unit: "minutes" };
  return [
    rule.expression.trim() !== "" || {
      field: `${path}.expression`,
      got: rule.expression,
      want: "an expression such as sum(service_resp_time > 1000) >= 3",
    },
    whole(`${path}.periodMinutes`, rule.periodMinutes, minutes),
    whole(`${path}.silenceMinutes`, rule.silenceMinutes, { ...minutes, least: 0 }),
    whole(`${path}.recoveryPeriods`, rule.recoveryPeriods, { least: 0 }),
    ...(rule.hooks ?? [])
      .filter((name) => !(name in hooks))
      .map((got) => ({ field: `${path}.hooks`, got, want: `names of alarms.hooks: ${names}` })),
  ];
}

function hookChecks(path: string, hook: AlarmHook): Check[] {
  if (!("textTemplate" in hook)) return [];
  const want = "a text with one %s in it, where the message goes";
  return Object.entries({
    textTemplate: hook.textTemplate,
    recoveryTextTemplate: hook.recoveryTextTemplate,
  }).map(
    ([field, text]) =>
      text === undefined ||
      text.split("%s").length === 2 || { field: `${path}.${field}`, got: text, want },
  );
}

/** What older versions pass over in silence. */
function recoveryChecks({ rules, hooks }: Required<AlarmSettings>, version: string): Problem[] {
  const fields = ["recoveryPeriods", "recoveryUrls", "recoveryTextTemplate", "headers"];
  const paths = Object.entries({ rules, hooks }).flatMap(([part, named]) =>
    Object.entries(named).flatMap(([name, value]) =>
      fields.filter((field) => field in value).map((field) => `alarms.${part}.${name}.${field}`),
    ),
  );
  return paths.map((field) => ({
    field,
    got: `unknown to OAP ${version}`,
    want: "OAP 10.4.0 or leave it out",
  }));
}
