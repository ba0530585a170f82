import type { Env, SecretKey } from "../kit/env";
import { accessEnv } from "./access";
import type { Settled } from "./settled";
import { clusterSelector, coordinatorEnv, type Membership } from "./coordinator";
import { featureEnv } from "./features";
import { heapOf, javaOpts } from "./heap";
import { PERSISTENCE_SECONDS } from "./probes";
import { samplingEnv } from "./sampling";
import { storageEnv } from "./storage-env";
import { grpcEnv } from "./tls";
import type { Role } from "./topology";

/** Secrets that the component made. */
export interface Made {
  /** Password of the truststore; absent when there is none. */
  truststore: SecretKey | undefined;
  /** What agents must send; absent when they need not. */
  agentToken: SecretKey | undefined;
}

/**
 * Variables of the init Job: the storage, and the modules that add to its schema. No coordinator: it
 * is alone. Days begin where they begin for the others, for an index is named after its day.
 */
export function initEnv(settled: Settled, made: Made): Env {
  return {
    JAVA_OPTS: javaOpts("init", heapOf(settled)),
    TZ: settled.timeZone,
    ...storageEnv(settled.storage, { ...settled, ...made }),
    ...featureEnv(settled),
    ...settled.env,
  };
}

/** Variables of the pods of one Deployment. */
export function oapEnv(settled: Settled, made: Made, at: { role: Role; member: Membership }): Env {
  const { retention, coordinator, dynamicConfiguration, sampling, topology } = settled;
  return {
    JAVA_OPTS: javaOpts("no-init", heapOf(settled)),
    TZ: settled.timeZone,
    ...coordinatorEnv(coordinator, at.member),
    ...(dynamicConfiguration === undefined ? {} : clusterSelector(at.member)),
    ...(topology.kind === "mixed" ? {} : { SW_CORE_ROLE: at.role.core }),
    ...storageEnv(settled.storage, { ...settled, ...made }),
    SW_CORE_RECORD_DATA_TTL: `${retention.recordsDays}`,
    SW_CORE_METRICS_DATA_TTL: `${retention.metricsDays}`,
    SW_CORE_PERSISTENT_PERIOD: `${PERSISTENCE_SECONDS}`,
    SW_TELEMETRY: "prometheus",
    SW_HEALTH_CHECKER: "default",
    ...featureEnv(settled),
    ...grpcEnv(settled),
    ...(made.agentToken === undefined ? {} : { SW_AUTHENTICATION: { secret: made.agentToken } }),
    ...(sampling === undefined ? {} : samplingEnv(sampling)),
    ...accessEnv(settled),
    ...settled.env,
  };
}
