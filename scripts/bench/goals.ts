/** What the project promises about speed, and whether it holds. */

import type { Measurement } from "./measure";
import { type Comparison, type Outcome, compare, noiseOf, outcomeOf } from "./statistics";

/** CPU time of the whole program: so many times that of an empty one on the same packages. */
export const PROGRAM_LIMIT = 1.5;
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
  platform: readonly Measurement[],
  empty: readonly Measurement[],
): Verdict {
  const ratio = compare(cpu(platform), cpu(empty));
  return verdict(ratio, PROGRAM_LIMIT, empty);
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
