/**
 * The commands on a stack. Each leaves it so that every other one can follow, also when it is killed in the middle.
 */

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { aligned } from "../scripts/aligned";
import { beyondProvider } from "./stack/claimed";
import { Clusters } from "./stack/clusters";
import { objectNameOf, resourcesOf } from "./stack/deployment";
import { writePrivate } from "./files";
import { type Home, type Whereabouts, goHome, homeOf, isEmpty, leaveHome } from "./stack/home";
import { makeWay } from "./stack/leftovers";
import { type Access, LiveCluster, kubectlOf } from "./stack/live";
import { withLock } from "./lock";
import { nextSteps, outputTable, summary } from "./stack/outputs";
import { ownClusterOf } from "./stack/own-cluster";
import { Pulumi, PulumiFailed, type StackPlace } from "./stack/pulumi";
import { reasonsFor } from "./stack/reasons";
import { recover } from "./stack/recovery";
import { accessOf } from "./stack/stack-file";
import { taken } from "./stack/taken";

const DO_IT = ["--yes", "--skip-preview", "--suppress-outputs"] as const;

/** Deploys the stack. Returns whether everything that belongs to it does its work. */
export function up(where: Whereabouts): Promise<boolean> {
  return onStack(where, async (pulumi) => {
    const { home, clusters } = await settle(where, pulumi);
    await refuseBlocked(where, pulumi);
    const began = Date.now();
    const code = await pulumi.change(["up", ...DO_IT], home);
    if (code !== 0) {
      const reasons = await explain(pulumi, clusters).finally(() => clusters.close());
      if (reasons !== "")
        where.progress.say(`\nNot ready, in the words of the cluster:\n${reasons}`);
      return false;
    }
    const outputs = await pulumi.outputs();
    const isSimulated = home?.isLocal === true && where.real === undefined;
    const parts = [
      summary(await pulumi.lastUpdate(), Date.now() - began),
      outputTable(outputs),
      nextSteps({ outputs, kubectl: kubectlOf(where.place), home, isSimulated }),
    ];
    where.progress.say(
      `\nstack ${pulumi.stack}: ${parts.filter((part) => part !== "").join("\n\n")}`,
    );
    return true;
  });
}

/** Lets Pulumi notice what somebody changed or deleted by hand, so that the next `up` mends it. */
export function refresh(where: Whereabouts): Promise<boolean> {
  return onStack(where, async (pulumi) => {
    const { home } = await settle(where, pulumi);
    return (await pulumi.change(["refresh", ...DO_IT], home)) === 0;
  });
}

/**
 * Shows what `up` would do. A stack of which nothing is deployed is previewed without any cluster, unless the user
 * names one.
 *
 * @param options further ones for Pulumi
 */
export function preview(where: Whereabouts, options: readonly string[] = []): Promise<boolean> {
  return onStack(where, async (pulumi) => {
    const isOffline = where.named === undefined && isEmpty(await pulumi.export());
    if (isOffline) {
      where.progress.say(`stack ${pulumi.stack} is not deployed: previewed without a cluster`);
    }
    const access = isOffline ? nowhere(where.place) : (await settle(where, pulumi)).home;
    if (!isOffline) await refuseBlocked(where, pulumi);
    return (await pulumi.show(["preview", ...options], access)) === 0;
  });
}

/** Removes everything that the stack has in its cluster, and stops the clone's own cluster when it lives there. */
export function down(where: Whereabouts): Promise<boolean> {
  return onStack(where, async (pulumi) => {
    const { place, progress } = where;
    const own = ownClusterOf(where);
    if (isEmpty(await pulumi.export())) {
      progress.say(`stack ${pulumi.stack}: nothing is deployed`);
    } else {
      const { home } = await settle(where, pulumi);
      if ((await pulumi.change(["destroy", ...DO_IT], home)) !== 0) return false;
    }
    const isLocal = homeOf(place)?.isLocal ?? own !== undefined;
    leaveHome(place);
    if (isLocal) await own?.down();
    return true;
  });
}

/** Every stack that is kept on this machine, as a table; empty when there is none. */
export async function stackTable(place: StackPlace): Promise<string> {
  if (!existsSync(join(place.bin, "pulumi")) || !existsSync(place.state)) return "";
  const stacks = await new Pulumi(place).list();
  const rows = stacks.map(({ name, lastUpdate, resourceCount }) => {
    const home = homeOf({ ...place, stack: name });
    const lives = home === undefined ? "-" : `${home.context} of ${home.kubeconfig}`;
    return [name, resourceCount ?? 0, lastUpdate ?? "never", lives];
  });
  return rows.length === 0
    ? ""
    : aligned([["STACK", "RESOURCES", "LAST UPDATE", "CLUSTER"], ...rows]);
}

/** Names of the stacks whose state is on this machine only, while their objects are in a cluster that stays. */
export async function stacksElsewhere(place: StackPlace): Promise<string[]> {
  if (!existsSync(join(place.bin, "pulumi")) || !existsSync(place.state)) return [];
  const stacks = await new Pulumi(place).list();
  return stacks
    .filter(({ resourceCount = 0 }) => resourceCount > 0)
    .filter(({ name }) => homeOf({ ...place, stack: name })?.isLocal !== true)
    .map(({ name }) => name);
}

/** One command at a time works on a stack, and nothing that is left of a killed one disturbs it. */
async function onStack(
  { place, progress }: Whereabouts,
  work: (pulumi: Pulumi) => Promise<boolean>,
): Promise<boolean> {
  const pulumi = new Pulumi(place);
  mkdirSync(place.state, { recursive: true });
  const onWait = (pid: number) =>
    progress.say(`process ${pid} is at work on stack ${place.stack}: waiting for it`);
  return withLock(
    join(place.state, `${place.stack}.lock`),
    async () => {
      await makeWay(pulumi, progress);
      await pulumi.select();
      return work(pulumi);
    },
    { onWait },
  );
}

/** Brings cluster and state together. */
async function settle(
  where: Whereabouts,
  pulumi: Pulumi,
): Promise<{ home: Home | undefined; clusters: Clusters }> {
  const exported = await pulumi.export();
  const settled = await goHome(where, pulumi, exported);
  const clusters = new Clusters(pulumi, settled?.home);
  const repair = { pulumi, clusters, progress: where.progress, isMoved: settled?.isMoved ?? false };
  await recover(settled?.exported ?? exported, repair).finally(() => clusters.close());
  return { clusters, home: settled?.home };
}

/**
 * Makes sure that the provider can create what the stack asks for, and that nobody else has it.
 *
 * @throws PulumiFailed that tells all that is in the way
 */
async function refuseBlocked(where: Whereabouts, pulumi: Pulumi): Promise<void> {
  const connect = async () => {
    const access = await accessOf(where);
    return access && new LiveCluster(kubectlOf(where.place), access);
  };
  const found = [
    ...beyondProvider(where.place),
    ...(await taken(where.place, () => pulumi.export(), connect)),
  ];
  if (found.length > 0)
    throw new PulumiFailed(`stack ${pulumi.stack} cannot be deployed:\n  ${found.join("\n  ")}`);
}

/** What the cluster says about every object that Pulumi waited for in vain. */
async function explain(pulumi: Pulumi, clusters: Clusters): Promise<string> {
  const waitedFor = resourcesOf(await pulumi.export()).filter(
    ({ initErrors }) => initErrors?.length,
  );
  const tables = waitedFor.map(async (resource) => {
    const [object, cluster] = [objectNameOf(resource), await clusters.of(resource)];
    return object && cluster ? reasonsFor(cluster, object) : [];
  });
  const sorted = (await Promise.all(tables)).sort(([[a = ""] = []], [[b = ""] = []]) =>
    a.localeCompare(b),
  );
  return aligned(sorted.flat());
}

/** A kubeconfig of a cluster that does not exist, for previews. */
function nowhere({ state }: StackPlace): Access {
  const context = "nowhere";
  const kubeconfig = join(state, "nowhere.kubeconfig");
  const content = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": context,
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    clusters: [{ name: context, cluster: { server: "https://127.0.0.1:1" } }],
    users: [{ name: context, user: {} }],
  };
  writePrivate(kubeconfig, JSON.stringify(content));
  return { kubeconfig, context };
}
