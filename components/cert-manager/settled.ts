import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../kit/image";
import { type Labels, labelsFor } from "../kit/labels";
import { fromApiServer, networkPolicy, toAnywhere, toApiServer, toDns } from "../kit/network";
import type { Placement } from "../kit/placement";
import type { Problem } from "../kit/refusal";
import type { Resources } from "../kit/size";
import { whole } from "../kit/whole";
import { CHART_NAME } from "./chart";
import { type Rules, controllerRules, injectorRules, webhookRules } from "./access";
import { type IssuerSource, issuerChecks } from "./issuers";
import { type Program, type Told, WEBHOOK_PORT } from "./programs";
import { SUPPORTED, isRecent, isSupported } from "./versions";

/** What is the same for every way to install it. */
export interface InstalledCertManager {
  /** Namespace of its own, which must exist; Secrets of ClusterIssuers lie there too. */
  namespace: pulumi.Input<string>;
  /** Version of cert-manager, `1.19.0` or later, or `1.11.5`. */
  version: string;
  /** ClusterIssuers to make, by name. */
  issuers?: Readonly<Record<string, IssuerSource>>;
  /** Pods of each program; one of each works, the others take over. @default 2 */
  replicas?: number;
  /** @default 20m to 500m and 64Mi to 512Mi; half of that memory for the webhook */
  resources?: Readonly<Partial<Record<Program, Resources>>>;
  images?: Images;
  placement?: Placement;
}

/** Every program. The webhook is first: its Service must be there when somebody asks. */
export const PROGRAMS = ["webhook", "controller", "cainjector"] as const;

const LARGE: Resources = {
  requests: { cpu: "20m", memory: "64Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
};
const SMALL: Resources = {
  requests: { cpu: "20m", memory: "32Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
};
const RESOURCES = { controller: LARGE, webhook: SMALL, cainjector: LARGE };

/** Arguments with what was left out. */
export type Settled = InstalledCertManager & {
  replicas: number;
  resources: Readonly<Record<Program, Resources>>;
  ways: Told["ways"];
};

export function settle(args: InstalledCertManager): Settled {
  const { replicas = 2, resources, issuers = {} } = args;
  return {
    ...args,
    replicas,
    resources: { ...RESOURCES, ...resources },
    ways: waysOf(Object.values(issuers)),
  };
}

/** Name of the workload of a program. */
function nameOf(name: string, program: Program): string {
  return program === "controller" ? name : `${name}-${program}`;
}

/** What the pods are told. */
export function toldOf(name: string, settled: Settled): Settled & Told {
  const webhook = nameOf(name, "webhook");
  return { ...settled, webhook, webhookCa: `${webhook}-ca` };
}

export function labelsOf(name: string, part: Program | "check", version: string): Labels {
  const instance = part === "check" ? `${name}-check` : nameOf(name, part);
  return labelsFor(`cert-manager-${part}`, instance, version);
}

export function rulesOf(program: Program, { ways, webhookCa }: Told): Rules {
  switch (program) {
    case "controller":
      return controllerRules(ways);
    case "webhook":
      return webhookRules(webhookCa);
    case "cainjector":
      return injectorRules();
  }
}

/** Every program calls the API server, the API server the webhook, and the controller ACME servers. */
export function policyOf(program: Program, labels: Labels, { ways }: Told) {
  const far = program === "controller" ? outside(ways) : [];
  return networkPolicy(labels, {
    ingress: program === "webhook" ? [fromApiServer([WEBHOOK_PORT])] : [],
    egress: [toDns(), toApiServer(), ...far],
  });
}

/** The check asks the API server. */
export function checkPolicy(labels: Labels) {
  return networkPolicy(labels, { ingress: [], egress: [toDns(), toApiServer()] });
}

/** The pods of the chart, which share the label of its release. */
export function sharedPolicy({ version, ways }: Settled) {
  return networkPolicy(labelsFor("cert-manager", CHART_NAME, version), {
    ingress: [fromApiServer([WEBHOOK_PORT])],
    egress: [toDns(), toApiServer(), ...outside(ways)],
  });
}

/** ACME servers, the names that they ask for, and who serves those. */
function outside(ways: Told["ways"]) {
  return ways.length === 0 ? [] : [toAnywhere([53, 80, 443])];
}

export function installedChecks(args: InstalledCertManager): (true | Problem)[] {
  const { version, replicas = 2, issuers = {} } = args;
  const gateway = waysOf(Object.values(issuers)).includes("gateway");
  return [
    isSupported(version) || { field: "version", got: version, want: SUPPORTED },
    whole("replicas", replicas, { least: 1 }),
    !(gateway && isSupported(version) && !isRecent(version)) || {
      field: "version",
      got: version,
      want: "a later one: it proves no names by a Gateway",
    },
    ...issuerChecks(issuers),
  ];
}

function waysOf(issuers: readonly IssuerSource[]): Told["ways"] {
  const solvers = issuers.flatMap((source) => (source.kind === "acme" ? source.solvers : []));
  const ways = solvers.map(({ kind }) => WAYS[kind]);
  return [...new Set(ways)];
}

const WAYS = { http01Ingress: "ingress", http01Gateway: "gateway", dns01: "dns" } as const;
