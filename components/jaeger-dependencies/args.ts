import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../kit/image";
import type { JaegerCassandra, JaegerElasticsearch } from "../kit/jaeger-store";
import type { Placement } from "../kit/placement";
import type { Resources } from "../kit/size";

export interface JaegerDependenciesArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of spark-dependencies, `0.7.0` or later. */
  version: string;
  /** Where Jaeger keeps its traces: what its query is given. */
  store: JaegerElasticsearch | JaegerCassandra;
  /**
   * When it runs, as five fields, in UTC. It reads the day on which it starts, so it starts late: a
   * quarter of an hour later it is not begun any more.
   * @default "40 23 * * *"
   */
  schedule?: string;
  /** Tag by which a span names the service that it calls. @default "peer.service" */
  peerServiceTag?: string;
  /** It keeps all traces of a day in memory. @default 500m to 2, 1Gi to 2Gi */
  resources?: Resources;
  images?: Images;
  placement?: Placement;
}

export const DEFAULTS = {
  schedule: "40 23 * * *",
  resources: {
    requests: { cpu: "500m", memory: "1Gi" },
    limits: { cpu: "2", memory: "2Gi" },
  },
} as const satisfies Partial<JaegerDependenciesArgs>;

/** Arguments with every default in place. */
export type Settled = JaegerDependenciesArgs &
  Required<Pick<JaegerDependenciesArgs, keyof typeof DEFAULTS>>;
