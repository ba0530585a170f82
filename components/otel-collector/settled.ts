import * as pulumi from "@pulumi/pulumi";
import { leastOf, mostOf, type Scale } from "../kit/scale";
import type { CollectorMode, OtelCollectorArgs } from "./args";

const DEFAULTS = {
  mode: { kind: "deployment" },
  distribution: "k8s",
  processors: {},
  extensions: {},
  batch: {},
  telemetry: {},
  resources: {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  },
  drainSeconds: 60,
  env: {},
  callers: [],
  scrapers: [],
} as const satisfies Partial<OtelCollectorArgs>;

type Chosen = Required<Pick<OtelCollectorArgs, keyof typeof DEFAULTS>>;

/** The arguments with every default in place. */
export type Settled = Omit<OtelCollectorArgs, keyof Chosen> & Chosen & { scale: Scale };

/** Puts the defaults in. */
export function settle(args: OtelCollectorArgs): Settled {
  const settled: Omit<Settled, "scale"> = { ...DEFAULTS, ...args };
  return { ...settled, scale: scaleOf(settled.mode) };
}

/** How many pods; those of nodes are as many as the nodes. */
function scaleOf(mode: CollectorMode): Scale {
  switch (mode.kind) {
    case "deployment":
      return mode.scale ?? { kind: "fixed", replicas: 2 };
    case "statefulset":
      return { kind: "fixed", replicas: mode.replicas ?? 2 };
    case "daemonset":
      return { kind: "fixed", replicas: 1 };
  }
}

/** Whether there are several pods that may be anywhere. */
export function isSpread({ mode, scale }: Settled): boolean {
  return mode.kind !== "daemonset" && mostOf(scale) > 1;
}

/** Whether there is never more than one. */
export function isSingle({ mode, scale }: Settled): boolean {
  return mode.kind !== "daemonset" && leastOf(scale) === 1 && mostOf(scale) === 1;
}

/** The arguments as Pulumi keeps them with the component: what may be secret is. */
export function hidden({ exporters, ...args }: OtelCollectorArgs): pulumi.Inputs {
  return { ...args, exporters: pulumi.secret(exporters) };
}
