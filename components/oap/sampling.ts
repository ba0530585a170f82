import type { Env } from "../kit/env";
import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";

/**
 * Which traces are stored; metrics count all of them anyway.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/trace-sampling/
 */
export interface Sampling extends SamplingPolicy {
  /** Keep every trace segment with an error, whatever the rate. @default true */
  keepErrors?: boolean;
  /** Other policies for services, by name. */
  services?: Readonly<Record<string, SamplingPolicy>>;
}

interface SamplingPolicy {
  /** How many of 10000 traces are kept. @default 10000 */
  ratePerTenThousand?: number;
  /** Keep every trace segment that takes longer, in milliseconds. @default none because of that */
  slowerThanMs?: number;
}

/** Content of trace-sampling-policy-settings.yml, in JSON, which is YAML too. */
export function samplingFile(sampling: Sampling): string {
  const services = Object.entries(sampling.services ?? {}).map(([name, policy]) => ({
    name,
    ...rendered(policy),
  }));
  const all = { rate: 10000, duration: -1, ...rendered(sampling) };
  return `${JSON.stringify({ default: all, services }, null, 2)}\n`;
}

/** Variables of the sampling. */
export function samplingEnv({ keepErrors = true }: Sampling): Env {
  return { SW_FORCE_SAMPLE_ERROR_SEGMENT: `${keepErrors}` };
}

/** Checks for `refuse`. */
export function samplingChecks(sampling: Sampling): (true | Problem)[] {
  return [
    ...policyChecks("sampling", sampling),
    ...Object.entries(sampling.services ?? {}).flatMap(([name, policy]) =>
      policyChecks(`sampling.services.${name}`, policy),
    ),
  ];
}

function rendered({ ratePerTenThousand, slowerThanMs }: SamplingPolicy) {
  return {
    ...(ratePerTenThousand === undefined ? {} : { rate: ratePerTenThousand }),
    ...(slowerThanMs === undefined ? {} : { duration: slowerThanMs }),
  };
}

function policyChecks(path: string, policy: SamplingPolicy): (true | Problem)[] {
  return [
    whole(`${path}.ratePerTenThousand`, policy.ratePerTenThousand, { least: 0, most: 10000 }),
    whole(`${path}.slowerThanMs`, policy.slowerThanMs, { least: 0, unit: "milliseconds" }),
  ];
}
