/** The commands of the Makefile: `npx tsx toolchain/main.ts up | preview | down | status | clean [options]`. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { down as stopLocalCluster } from "./cluster";
import { formatStatus, status as clusterStatus } from "./cluster/cluster-status";
import { FOLDERS } from "./folders";
import type { Whereabouts } from "./stack/home";
import { createProgress } from "./progress";
import type { StackPlace } from "./stack/pulumi";
import { down, preview, stackTable, stacksElsewhere, up } from "./stack";
import { ensureTools } from "./tools";

const USAGE = `Usage: npx tsx toolchain/main.ts up | preview | down | status | clean
  --stack NAME        the environment, as in Pulumi.NAME.yaml (default: local)
  --kubeconfig FILE   the cluster to deploy to; stack local needs none: it has a cluster of its own
  --context NAME      the context in that file (default: its current context)`;

/** Returns the exit code. */
async function main(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { stack: text, kubeconfig: text, context: text },
  });
  const mistake = mistakeIn(values);
  if (mistake !== undefined) {
    console.error(mistake);
    return 2;
  }
  const where = whereabouts(values);
  switch (positionals.join(" ")) {
    case "up":
      await ensureTools();
      return codeOf(await up(where));
    case "preview":
      await ensureTools();
      return codeOf(await preview(where));
    case "down":
      return codeOf(await remove(where));
    case "status":
      return await show(where.place);
    case "clean":
      return await clean(where.place);
    default:
      console.error(USAGE);
      return 2;
  }
}

const codeOf = (isFine: boolean) => (isFine ? 0 : 1);

interface Given {
  stack?: string;
  kubeconfig?: string;
  context?: string;
}

/** What cannot be meant, before anything is started for it. */
function mistakeIn({ stack = "local", kubeconfig, context }: Given): string | undefined {
  const files = readdirSync(FOLDERS.root).map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1]);
  const stacks = files.filter((name) => name !== undefined);
  if (!stacks.includes(stack)) {
    return `There is no Pulumi.${stack}.yaml: give STACK=${stacks.join(" or STACK=")}.`;
  }
  return context !== undefined && kubeconfig === undefined
    ? `CONTEXT=${context} belongs to a kubeconfig: give KUBECONFIG=… as well.`
    : undefined;
}

function whereabouts(given: Given): Whereabouts {
  const { root, bin, pulumiHome, state } = FOLDERS;
  const { stack = "local", kubeconfig, context } = given;
  const progress = createProgress();
  return {
    place: { stack, root, bin, pulumiHome, state },
    ...(kubeconfig === undefined
      ? {}
      : { named: { kubeconfig, ...(context === undefined ? {} : { context }) } }),
    local: { progress },
    progress,
  };
}

/** Without Pulumi nothing can be deployed; then only the cluster is left to stop. */
async function remove(where: Whereabouts): Promise<boolean> {
  if (!existsSync(join(where.place.bin, "pulumi"))) {
    await stopLocalCluster(where.local);
    return true;
  }
  await ensureTools();
  return down(where);
}

async function show(place: StackPlace): Promise<number> {
  const components = await clusterStatus();
  const stacks = await stackTable(place);
  console.log(formatStatus(components));
  console.log(stacks === "" ? "\nno stack is kept on this machine" : `\n${stacks}`);
  return codeOf(components.every(({ state }) => state === "healthy"));
}

/** Stops everything, so that the folders may go; refuses when that would lose track of something deployed. */
async function clean(place: StackPlace): Promise<number> {
  const elsewhere = await stacksElsewhere(place);
  if (elsewhere.length > 0) {
    console.error(
      [
        `The state of ${elsewhere.join(", ")} is kept in ${place.state}, and what is deployed there is not in the local cluster.`,
        ...elsewhere.map((stack) => `Remove it first: make down STACK=${stack}`),
      ].join("\n"),
    );
    return 1;
  }
  await stopLocalCluster();
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
