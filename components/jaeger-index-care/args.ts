import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../kit/image";
import type { JaegerElasticsearch } from "../kit/jaeger-store";
import type { Placement } from "../kit/placement";
import type { Resources } from "../kit/size";

/** When an index is full, and the next one is begun: at the first of these. */
export interface RolloverConditions {
  /** @default 1 */
  maxAgeDays?: number;
  /** Size of its primary shards, in GiB. @default 50 */
  maxGibibytes?: number;
  /** Number of spans. @default no limit */
  maxDocuments?: number;
}

export interface JaegerIndexCareArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of Jaeger's tools, that of Jaeger: `1.62.0` or later. */
  version: string;
  /** Where Jaeger keeps its traces: what its collector is given. Its rotation decides what is needed. */
  store: JaegerElasticsearch;
  /**
   * How long a span is kept, in days. What an index holds goes all at once, so most of it stays longer:
   * by up to a day, or, where indices roll over, by the age of a full one.
   * @default 7
   */
  keptDays?: number;
  /**
   * How long a span is found, in days: an older index is kept and not read any more. Only where
   * `rotation` is `rollover`. @default keptDays
   */
  foundDays?: number;
  /** Only where `rotation` is `rollover` or `ilm`. @default a day or 50 GiB */
  rollover?: RolloverConditions;
  /** Whether collectors keep adaptive sampling in this store; aliases of it are made too. @default false */
  adaptiveSampling?: boolean;
  /** When the daily jobs run, as five fields, in UTC. @default "55 23 * * *" */
  schedule?: string;
  /** Version of curl, which writes the policies of `ilm`. @default "8.20.0" */
  curlVersion?: string;
  /** @default 20m to 200m, 32Mi to 128Mi */
  resources?: Resources;
  images?: Images;
  placement?: Placement;
}

export const DEFAULTS = {
  keptDays: 7,
  rollover: {},
  adaptiveSampling: false,
  schedule: "55 23 * * *",
  curlVersion: "8.20.0",
  resources: {
    requests: { cpu: "20m", memory: "32Mi" },
    limits: { cpu: "200m", memory: "128Mi" },
  },
} as const satisfies Partial<JaegerIndexCareArgs>;

/** Arguments with every default in place. */
export type Settled = JaegerIndexCareArgs &
  Required<Pick<JaegerIndexCareArgs, keyof typeof DEFAULTS>>;

/** The longest that an index is written to. */
export function maxAgeDays({ rollover }: Pick<Settled, "rollover">): number {
  return rollover.maxAgeDays ?? 1;
}
