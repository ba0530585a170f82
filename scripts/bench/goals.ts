/** What the project promises about speed, and whether it holds. */

import type { Measurement } from "./measure";
import { type Comparison, type Outcome, compare, noiseOf, outcomeOf } from "./statistics";

/** CPU time of the program with storage, OAP and web page: so many times that of an empty one on the same packages. */
export const PROGRAM_LIMIT = 1.5;
/** CPU time of the whole program: so many times what the packages of Pulumi need for the same resources. */
export const BARE_LIMIT = 1.25;
/** Time that a preview of a large stack takes with the policies: so many times that of one with a pack that says nothing. */
export const POLICIES_LIMIT = 1.25;
/** Cost of a resource among the most copies: so many times its cost among the fewest. */
export const GROWTH_LIMIT = 1.25;

export interface Verdict {
  readonly ratio: Comparison;
  readonly limit: number;
  /** Of the session, as part of a value. */
  readonly noise: number;
  readonly outcome: Outcome;
}

export const cpu = (measured: readonly Measurement[]) =>
  measured.map(({ cpuSeconds }) => cpuSeconds);

export function programVerdict(
  core: readonly Measurement[],
  empty: readonly Measurement[],
): Verdict {
  const ratio = compare(cpu(core), cpu(empty));
  return verdict(ratio, PROGRAM_LIMIT, empty);
}

export function bareVerdict(
  platform: readonly Measurement[],
  bare: readonly Measurement[],
  empty: readonly Measurement[],
): Verdict {
  const ratio = compare(cpu(platform), cpu(bare));
  return verdict(ratio, BARE_LIMIT, empty);
}

/** Milliseconds of CPU that one resource costs beyond the empty program, round by round. */
export function costs(measured: readonly Measurement[], empty: readonly Measurement[]): number[] {
  const base = Math.min(...cpu(empty));
  return measured.map(({ cpuSeconds, resources }) => (1000 * (cpuSeconds - base)) / resources);
}

/** @param sizes measurements from the fewest copies to the most */
export function growthVerdict(
  sizes: readonly (readonly Measurement[])[],
  empty: readonly Measurement[],
): Verdict {
  const [fewest, most] = [sizes.at(0) ?? [], sizes.at(-1) ?? []];
  const ratio = compare(costs(most, empty), costs(fewest, empty));
  return verdict(ratio, GROWTH_LIMIT, empty);
}

function verdict(ratio: Comparison, limit: number, empty: readonly Measurement[]): Verdict {
  const noise = noiseOf(cpu(empty));
  return { ratio, limit, noise, outcome: outcomeOf(ratio, limit, noise) };
}

/** A memory request is at most so many times what the program uses idle. */
export const REQUEST_LIMIT = 3;

/** Memory of a container in MiB, and how often it was started again. */
export interface Footprint {
  readonly idle: number;
  readonly peak: number;
  readonly request: number;
  readonly limit: number;
  readonly restarts: number;
}

/** What is wrong with a default, the worst first. */
export type Fault = "restarted" | "limit too small" | "request too small" | "request too large";

export function faultOf({ idle, peak, request, limit, restarts }: Footprint): Fault | undefined {
  if (restarts > 0) return "restarted";
  if (limit < peak) return "limit too small";
  if (request < idle) return "request too small";
  return request > REQUEST_LIMIT * idle ? "request too large" : undefined;
}
