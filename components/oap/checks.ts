import { extraEnvChecks } from "../kit/env";
import type { Problem } from "../kit/refusal";
import { accessChecks } from "./access";
import { alarmChecks } from "./alarm-checks";
import type { Settled } from "./settled";
import { type Coordinator, coordinatorChecks } from "./coordinator";
import { exposureChecks } from "./exposure";
import { featureChecks } from "./features";
import { memoryChecks } from "./heap";
import { OWNED } from "./owned";
import { samplingChecks } from "./sampling";
import { storageChecks } from "./storage-checks";
import { grpcChecks } from "./tls";
import { isCluster, type Topology, topologyChecks } from "./topology";
import { knownNameChecks, versionChecks } from "./versions";

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function oapChecks(settled: Settled): (true | Problem)[] {
  const { version, topology, coordinator, alarms, sampling, env, timeZone } = settled;
  return [
    ...versionChecks(version),
    ...storageChecks(settled.storage, settled),
    ...topologyChecks(topology),
    together(topology, coordinator),
    ...coordinatorChecks(coordinator),
    ...memoryChecks(settled),
    ...featureChecks(settled),
    ...grpcChecks(settled, isCluster(topology)),
    ...(sampling === undefined ? [] : samplingChecks(sampling)),
    ...(alarms === undefined ? [] : alarmChecks(alarms, version)),
    ...accessChecks(settled),
    isTimeZone(timeZone) || {
      field: "timeZone",
      got: timeZone,
      want: "a name such as UTC or Asia/Shanghai",
    },
    settled.agentToken !== "" || {
      field: "agentToken",
      got: "",
      want: "a token, or leave it out: an empty one lets everybody in",
    },
    ...exposureChecks(settled),
    ...extraEnvChecks(env, OWNED),
    ...knownNameChecks(Object.keys(env), version),
  ];
}

/** Pods that do not know each other would all count the same minute for themselves. */
function together(topology: Topology, coordinator: Coordinator): true | Problem {
  return (
    coordinator.kind !== "standalone" ||
    !isCluster(topology) || {
      field: "coordinator.kind",
      got: coordinator.kind,
      want: "another one, because more than one pod can run",
    }
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
