/**
 * What a cluster has once, and belongs to somebody else: looked for before anything is created, because
 * Pulumi would only notice half way, with `already exists`.
 */

import { field } from "../kubernetes";
import { type Exported, type ObjectName, objectNameOf, resourcesOf } from "./deployment";
import { claimedBy } from "./claimed";
import type { LiveCluster } from "./live";
import type { StackPlace } from "./pulumi";

interface Claim {
  object: ObjectName;
  /** What to do when somebody has it, after what tells who. */
  cure: string;
}

const METRICS: Claim = {
  object: {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    name: "v1beta1.external.metrics.k8s.io",
  },
  cure:
    "A cluster has one source of external metrics. Remove that one; or, where it is an adapter of SWCK, give " +
    "skywalking.metricsAdapter { kind: existing, … }; or give none, and skywalking.satellite.scale of kind auto.",
};

const DEFINITIONS: Claim = {
  object: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: "certificates.cert-manager.io",
  },
  cure:
    "Where cert-manager runs, give certManager.mode existing; where only its kinds were kept, give " +
    "certManager.definitions existing.",
};

const AGENTS: Claim = {
  object: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    name: "swagents.operator.skywalking.apache.org",
  },
  cure:
    "Where SWCK runs, give no skywalking.operator; where only its kinds were kept, give " +
    "skywalking.operator.definitions existing.",
};

/**
 * A line for each object that the stack would create and that somebody else has.
 *
 * Neither state nor cluster is asked for when there is nothing to look for.
 *
 * @param remember the state of the stack: what stands there is its own
 * @param connect its cluster
 */
export async function taken(
  place: StackPlace,
  remember: () => Promise<Exported>,
  connect: () => Promise<Pick<LiveCluster, "find"> | undefined>,
): Promise<string[]> {
  const claims = claimsOf(place);
  if (claims.length === 0) return [];
  const own = resourcesOf(await remember()).map(objectNameOf);
  const wanted = claims.filter(
    ({ object: { kind, name } }) => !own.some((one) => one?.kind === kind && one.name === name),
  );
  const cluster = wanted.length === 0 ? undefined : await connect();
  const found = wanted.map(async ({ object, cure }) => {
    const live = await cluster?.find(object);
    const { kind, name } = object;
    return live === undefined ? [] : [`${kind} ${name} belongs to ${ownerOf(live)}. ${cure}`];
  });
  return (await Promise.all(found)).flat();
}

function claimsOf(place: StackPlace): Claim[] {
  const { skywalking, certManager } = claimedBy(place);
  const makes = (given?: { definitions?: string }) =>
    given !== undefined && given.definitions !== "existing";
  return [
    ...(skywalking?.metricsAdapter?.kind === "installed" ? [METRICS] : []),
    ...(certManager?.mode === "manifests" && makes(certManager) ? [DEFINITIONS] : []),
    ...(makes(skywalking?.operator) ? [AGENTS] : []),
  ];
}

/** Whoever can be told from the object: who answers, and who says to manage it. */
function ownerOf(object: unknown): string {
  const service = ["namespace", "name"]
    .map((key) => field(object, "spec", "service", key))
    .filter((part) => typeof part === "string");
  const labels = field(object, "metadata", "labels");
  const told = [
    field(labels, "app.kubernetes.io/part-of") ?? field(labels, "app.kubernetes.io/name"),
    field(object, "metadata", "annotations", "meta.helm.sh/release-name"),
  ].filter((one) => one !== undefined);
  const who = told.length === 0 ? "" : ` (${told.map(String).join(", ")})`;
  return service.length === 0 ? `somebody else${who}` : `Service ${service.join("/")}${who}`;
}
