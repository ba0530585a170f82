#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check } from "./check";
import { readConfiguration } from "./cli/configuration";
import { junitOf } from "./cli/junit";
import { readManifests } from "./cli/manifests";
import { Refusal } from "./cli/refusal";
import { sarifOf } from "./cli/sarif";
import { tableOf } from "./cli/table";
import { ENVIRONMENTS, type EnvironmentName } from "./rule";
import { RULES } from "./rules";
import { version } from "./version";

const HELP = `kube-tracing-policies: what may never be deployed with a tracing platform on Kubernetes

  kube-tracing-policies check <path>...    hold objects that are deployed together to the rules
  kube-tracing-policies rules              list the rules

A path is a file or folder of manifests (YAML, JSON), what \`pulumi stack export\` says, or - for
the standard input.

  --preset dev|uat|prod    how strict (default: prod)
  --config <file>          levels, settings and exceptions, as for --policy-pack-config
  --sarif <file>           write the outcome for code scanning
  --junit <file>           write the outcome for test reports

Exit code 0: nothing is forbidden; 1: something is; 2: the input cannot be used.`;

const OPTIONS = {
  preset: { type: "string", default: "prod" },
  config: { type: "string" },
  sarif: { type: "string" },
  junit: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Runs a command line; answers its exit code. */
export function main(
  args: readonly string[],
  today = new Date().toISOString().slice(0, 10),
): number {
  try {
    return run(args, today);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const problem of error.problems) console.error(problem);
    return 2;
  }
}

function run(args: readonly string[], today: string): number {
  const { values, positionals } = parsed(args);
  const [command, ...paths] = positionals;
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (command === "rules" && paths.length === 0) {
    for (const { name, severity, title } of RULES) console.log(`${name} (${severity}): ${title}`);
    return 0;
  }
  const problems = [
    ...(command === "check" ? [] : [`the command is ${shown(command)}; give check or rules`]),
    ...(command === "check" && paths.length === 0 ? ["check what? give files or folders"] : []),
  ];
  const environment = ENVIRONMENTS.find((name) => name === values.preset);
  if (environment === undefined)
    problems.push(`--preset is ${shown(values.preset)}; give ${ENVIRONMENTS.join(", ")}`);
  if (problems.length > 0 || environment === undefined)
    throw new Refusal([...problems, "kube-tracing-policies --help tells more"]);
  return checked(paths, { ...values, environment, today });
}

function checked(
  paths: readonly string[],
  asked: {
    environment: EnvironmentName;
    today: string;
    config?: string | undefined;
    sarif?: string | undefined;
    junit?: string | undefined;
  },
): number {
  const { environment, today, config, sarif, junit } = asked;
  const configuration = config === undefined ? new Map() : readConfiguration(config, RULES);
  const objects = readManifests(paths);
  const outcome = check(objects, { rules: RULES, environment, configuration, today });
  console.log(tableOf(outcome));
  if (sarif !== undefined)
    writeFileSync(sarif, `${JSON.stringify(sarifOf(outcome, RULES, version()), undefined, 2)}\n`);
  if (junit !== undefined) writeFileSync(junit, junitOf(outcome, RULES));
  return outcome.violations.some(({ level }) => level === "mandatory") ? 1 : 0;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Refusal([error instanceof Error ? error.message : String(error)]);
  }
}

const shown = (value: string | undefined) => (value === undefined ? "missing" : `"${value}"`);

if (require.main === module) process.exitCode = main(process.argv.slice(2));
