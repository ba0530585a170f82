import type { Problem } from "../kit/refusal";
import { mebibytes } from "../kit/size";
import { whole } from "../kit/whole";
import type { Retry } from "./args";
import { finderChecks } from "./finder";
import { pipeChecks } from "./pipes";
import { satelliteScaleChecks } from "./scale";
import type { Settled } from "./settled";
import { telemetryChecks } from "./telemetry";

/** Versions whose file is known key by key. */
export const SATELLITE_VERSIONS: readonly string[] = ["1.3.0"];

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function satelliteChecks(settled: Settled): (true | Problem)[] {
  const { version, oap, scale, server, queue, client, pipes, drain } = settled;
  const { requests, limits } = settled.resources;
  const seconds = { least: 1, unit: "seconds" };
  return [
    SATELLITE_VERSIONS.includes(version) || {
      field: "version",
      got: version,
      want: SATELLITE_VERSIONS.join(" or "),
    },
    ...finderChecks(oap),
    ...satelliteScaleChecks(scale, server.maxConnections),
    toldCheck(settled),
    whole("server.maxConnections", server.maxConnections, { least: 1, most: 2147483647 }),
    whole("server.maxMessageMebibytes", server.maxMessageMebibytes, { least: 1, most: 2047 }),
    whole("server.maxStreams", server.maxStreams, { least: 1, most: 4294967295 }),
    whole("queue.partitions", queue.partitions, { least: 1 }),
    whole("queue.events", queue.events, { least: 1 }),
    whole("client.checkSeconds", client.checkSeconds, seconds),
    whole("client.streamSeconds", client.streamSeconds, seconds),
    ...retryChecks(client.retry),
    ...pipeChecks(pipes),
    ...telemetryChecks(settled.service, settled.telemetry),
    mebibytes(requests.memory) <= mebibytes(limits.memory) || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `no more than the limit, ${limits.memory}`,
    },
    whole("drain.seconds", drain.seconds, seconds),
    whole("drain.flushSeconds", drain.flushSeconds, seconds),
  ];
}

/** The autoscaler reads from OAP what Satellite tells it. */
function toldCheck({ scale, telemetry }: Settled): true | Problem {
  const isTold = telemetry.toOap?.kind !== "none";
  const want = '{ kind: "metrics" }: the autoscaler asks OAP for the connections';
  return (
    scale.kind !== "connections" ||
    isTold || { field: "telemetry.toOap", got: { kind: "none" }, want }
  );
}

function retryChecks(retry: Retry | undefined): (true | Problem)[] {
  if (retry?.kind !== "timer") return [];
  const { attempts, pauseMs, longestPauseMs } = retry;
  const milliseconds = { least: 1, unit: "milliseconds" };
  return [
    whole("client.retry.attempts", attempts, { least: 2 }),
    whole("client.retry.pauseMs", pauseMs, milliseconds),
    whole("client.retry.longestPauseMs", longestPauseMs, milliseconds),
  ];
}
