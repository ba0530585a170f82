import type { Problem } from "../kit/refusal";
import { oapNameCheck } from "../kit/oap-metric";
import { whole } from "../kit/whole";

/** What Satellite tells about itself; port 1234 always does, for Prometheus. */
export interface SatelliteTelemetry {
  /**
   * Its name as a service in OAP, of its own for each `Satellite` that sends to the same OAP.
   * @default the name of the component
   */
  service?: string;
  /** Label `cluster` of the metrics at port 1234. @default "satellite-cluster" */
  cluster?: string;
  /** Whether OAP gets the metrics, which the UI shows and an autoscaler reads. @default every ten seconds */
  toOap?: { kind: "metrics"; intervalSeconds?: number } | { kind: "none" };
}

/** Upstream's own file has 10 seconds; OAP takes averages of minutes. */
export const TELEMETRY_SECONDS = 10;

/** OAP cuts longer names: `SW_SERVICE_NAME_MAX_LENGTH`. */
export const LONGEST_SERVICE = 70;

/** Checks for `refuse`. */
export function telemetryChecks(
  service: string,
  { toOap }: SatelliteTelemetry,
): (true | Problem)[] {
  const seconds = toOap?.kind === "metrics" ? toOap.intervalSeconds : undefined;
  return [
    serviceCheck(service),
    whole("telemetry.toOap.intervalSeconds", seconds, { least: 1, most: 30, unit: "seconds" }),
  ];
}

/** Under a name that was cut nobody finds the service. */
function serviceCheck(service: string): true | Problem {
  const field = "telemetry.service";
  const want = `at most ${LONGEST_SERVICE} characters: OAP cuts what is longer`;
  return service.length <= LONGEST_SERVICE
    ? oapNameCheck(field, service)
    : { field, got: service, want };
}
