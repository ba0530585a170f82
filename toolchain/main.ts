/** The commands of the Makefile: `npx tsx toolchain/main.ts up | preview | … [options]`. */

import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { STEPS, certificate, isStep } from "./certificate";
import { down as stopLocalCluster } from "./cluster";
import { demo } from "./demo";
import { ClusterError } from "./cluster/starter";
import {
  type ComponentStatus,
  formatStatus,
  status as clusterStatus,
} from "./cluster/cluster-status";
import { FOLDERS } from "./folders";
import {
  describeObstacles,
  exists as hasNode,
  nodeObstacles,
  status as nodeStatus,
  down as stopNode,
} from "./node";
import type { Whereabouts } from "./stack/home";
import { livesOnRealNode } from "./stack/node-of";
import { ownClusterOf } from "./stack/own-cluster";
import { createProgress } from "./progress";
import type { StackPlace } from "./stack/pulumi";
import { down, preview, refresh, stackTable, stacksElsewhere, up } from "./stack";
import { factsOf } from "./stack/stack-file";
import { ensureTools } from "./tools";
import { NODE_TOOLS, TOOLS } from "./tools/table";
import { verify } from "./verify";
import { logs, shell } from "./visit";

const USAGE = `Usage: npx tsx toolchain/main.ts up | preview | refresh | verify | certificate | demo | logs | shell | down | status | clean
  --stack NAME        the environment, as in Pulumi.NAME.yaml (default: local)
  --kubeconfig FILE   the cluster to deploy to; stack local needs none: it has a cluster of its own
  --context NAME      the context in that file (default: its current context)
  --node real         the clone's real node instead of the simulated ones; the usual stack is e2e then
  --app NAME          of logs and shell: whose pods, such as oap
  --policies PRESET   of preview: hold what would be deployed to the policies of dev, uat or prod
  --step STEP         of certificate: ${STEPS.join(", ")} (default: ensure)`;

/** Returns the exit code. */
async function main(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ stack: text, kubeconfig: text, context: text, step: text, node: text, app: text },
      policies: text,
    },
  });
  const mistake = mistakeIn(values);
  if (mistake !== undefined) {
    console.error(mistake);
    return 2;
  }
  const where = whereabouts(values);
  const { step = "", app = "" } = values;
  switch (positionals.join(" ")) {
    case "up":
      await equip(where);
      return codeOf((await furnish(where)) && (await up(where)));
    case "preview":
      await equip(where);
      return codeOf(await preview(where, packOf(values)));
    case "refresh":
      await equip(where);
      return codeOf(await refresh(where));
    case "verify":
      await equip(where);
      return codeOf(await verify(where));
    case "certificate":
      await equip(where);
      return codeOf(await certificate(where, isStep(step) ? step : "ensure"));
    case "demo": {
      const began = Date.now();
      await equip(where);
      return codeOf((await furnish(where)) && (await up(where)) && (await demo(where, began)));
    }
    case "logs":
      await equip(where);
      return await logs(where, app);
    case "shell":
      await equip(where);
      return await shell(where, app);
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
  step?: string;
  node?: string;
  policies?: string;
}

/** What cannot be meant, before anything is started for it. */
function mistakeIn(given: Given): string | undefined {
  const { stack = usualStack(given), kubeconfig, context, step, node, policies } = given;
  const presets = readdirSync(PRESETS).map((file) => basename(file, ".json"));
  if (policies !== undefined && !presets.includes(policies)) {
    return `There is no POLICIES=${policies}: give POLICIES=${presets.join(" or POLICIES=")}.`;
  }
  const files = readdirSync(FOLDERS.root).map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1]);
  const stacks = files.filter((name) => name !== undefined);
  if (!stacks.includes(stack)) {
    return `There is no Pulumi.${stack}.yaml: give STACK=${stacks.join(" or STACK=")}.`;
  }
  if (step !== undefined && !isStep(step)) {
    return `There is no STEP=${step}: give STEP=${STEPS.join(" or STEP=")}.`;
  }
  if (node !== undefined && node !== "real") {
    return `There is no NODE=${node}: give NODE=real, or nothing for simulated nodes.`;
  }
  if (node !== undefined && kubeconfig !== undefined) {
    return "NODE=real is a cluster of its own: give either NODE or KUBECONFIG.";
  }
  return context !== undefined && kubeconfig === undefined
    ? `CONTEXT=${context} belongs to a kubeconfig: give KUBECONFIG=… as well.`
    : undefined;
}

/** Levels of every policy by environment, with what this platform is set to and excepted from. */
const PRESETS = join(FOLDERS.root, "policies", "presets", "platform");

/** The policy pack of the clone, as options of Pulumi. */
function packOf({ policies }: Given): string[] {
  if (policies === undefined) return [];
  const pack = ["--policy-pack", join(FOLDERS.root, "policies", "analyzer")];
  return [...pack, "--policy-pack-config", join(PRESETS, `${policies}.json`)];
}

/** The environment that is made for the nodes. */
const usualStack = ({ node }: Given) => (node === undefined ? "local" : "e2e");

function whereabouts(given: Given): Whereabouts {
  const { root, bin, pulumiHome, state } = FOLDERS;
  const { stack = usualStack(given), kubeconfig, context, node } = given;
  const progress = createProgress();
  const place = { stack, root, bin, pulumiHome, state };
  const isReal = node !== undefined || livesOnRealNode(place);
  return {
    place,
    ...(kubeconfig === undefined
      ? {}
      : { named: { kubeconfig, ...(context === undefined ? {} : { context }) } }),
    local: { progress },
    ...(isReal ? { real: { progress } } : {}),
    progress,
  };
}

/** Gets the tools, unless there is no use for them on this machine. */
async function equip({ named, real }: Whereabouts): Promise<void> {
  const isReal = real !== undefined && named === undefined;
  const found = isReal ? nodeObstacles() : [];
  if (found.length > 0) throw new ClusterError(describeObstacles(found));
  await ensureTools(isReal ? NODE_TOOLS : TOOLS);
}

/** On the real node there is nobody else who would make the Secrets that a stack takes for granted. */
async function furnish(where: Whereabouts): Promise<boolean> {
  if (where.real === undefined || where.named !== undefined) return true;
  if (factsOf(where.place).certificateSecret === undefined) return true;
  await ownClusterOf(where)?.up();
  return certificate(where, "ensure");
}

/** Without Pulumi nothing can be deployed; then only the cluster is left to stop. */
async function remove(where: Whereabouts): Promise<boolean> {
  if (!existsSync(join(where.place.bin, "pulumi"))) {
    await (where.real === undefined ? stopLocalCluster(where.local) : stopNode(where.real));
    return true;
  }
  await equip(where);
  return down(where);
}

async function show(place: StackPlace): Promise<number> {
  const real = hasNode() ? await nodeStatus() : [];
  const isStopped = (row: ComponentStatus) => row.state === "stopped";
  const local = await clusterStatus();
  const simulated = hasNode() && local.every(isStopped) ? [] : local;
  const components = [...simulated, ...real];
  const stacks = await stackTable(place);
  for (const rows of [simulated, real]) {
    if (rows.length > 0) console.log(`${formatStatus(rows)}\n`);
  }
  console.log(stacks === "" ? "no stack is kept on this machine" : stacks);
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
  if (existsSync(FOLDERS.referees)) await stopLocalCluster({ state: FOLDERS.referees });
  if (hasNode()) await stopNode();
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
