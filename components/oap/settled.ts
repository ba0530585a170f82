import * as pulumi from "@pulumi/pulumi";
import type { OapArgs } from "./args";
import type { Coordinator } from "./coordinator";
import type { GrpcSettings } from "./tls";
import { isCluster } from "./topology";

const DEFAULTS = {
  topology: { kind: "mixed", scale: { kind: "fixed", replicas: 1 } },
  resources: {
    // 640 MiB were measured without agents, 720 with a few, and few rules loaded: the official ones take more.
    requests: { cpu: "500m", memory: "1536Mi" },
    limits: { cpu: "2", memory: "2Gi" },
  },
  retention: { recordsDays: 3, metricsDays: 7 },
  features: [],
  timeZone: "UTC",
  exposure: { kind: "clusterIP" },
  callers: [],
  readers: [],
  scrapers: [],
  reaches: [],
  env: {},
  images: {},
} as const satisfies Partial<OapArgs>;

/** The arguments with every default in place. */
export type Settled = ReturnType<typeof settle>;

/** Puts the defaults in. */
export function settle(args: OapArgs) {
  const settled = { ...DEFAULTS, ...args };
  const kind = isCluster(settled.topology) ? "kubernetes" : "standalone";
  const byDefault: Coordinator = { kind };
  const grpc: GrpcSettings = args.grpc ?? {};
  return {
    ...settled,
    grpc,
    coordinator: args.coordinator ?? byDefault,
    retention: { ...DEFAULTS.retention, ...args.retention },
  };
}

/** The arguments as Pulumi keeps them with the component: what may be secret is. */
export function hidden({ agentToken, alarms, ...args }: OapArgs): pulumi.Inputs {
  return {
    ...args,
    ...(agentToken === undefined ? {} : { agentToken: pulumi.secret(agentToken) }),
    ...(alarms === undefined ? {} : { alarms: pulumi.secret(alarms) }),
  };
}
