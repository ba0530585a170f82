/** What can be said of a few noisy measurements. */

/** The middle value; of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (at(sorted, Math.floor(half)) + at(sorted, Math.ceil(half))) / 2;
}

/** The value least disturbed by whatever else the machine does. */
export const least = (values: readonly number[]): number => Math.min(...values);

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error("no value was measured");
  return value;
}

/** Two programs measured in turn, so that both saw the same machine. */
export interface Comparison {
  /** Ratio of the least values. */
  readonly least: number;
  /** Ratio of the medians. */
  readonly median: number;
}

export function compare(subject: readonly number[], baseline: readonly number[]): Comparison {
  return {
    least: least(subject) / least(baseline),
    median: median(subject) / median(baseline),
  };
}

/** How much a program measured again and again differs from itself: the median beyond the least value, 0.1 at most. */
export function noiseOf(values: readonly number[]): number {
  return Math.min(median(values) / least(values) - 1, 0.1);
}

/** `unsure`: missed by less than the noise of the session. */
export type Outcome = "holds" | "unsure" | "missed";

/** The better ratio counts: noise seldom moves the least values and the medians alike. */
export function outcomeOf(ratio: Comparison, limit: number, noise: number): Outcome {
  const better = Math.min(ratio.least, ratio.median);
  if (better <= limit) return "holds";
  return better <= limit * (1 + noise) ? "unsure" : "missed";
}

/** `1.40 times (median 1.36)`. */
export function times({ least, median }: Comparison): string {
  return `${least.toFixed(2)} times (median ${median.toFixed(2)})`;
}

/** An outcome in the words of a summary, with the noise of the session where it is given. */
export function told(outcome: Outcome, noise?: number): string {
  const margin = noise === undefined ? "" : `, ${Math.round(100 * noise)} %`;
  const words = {
    holds: "holds",
    unsure: `not told apart from the noise of this session${margin}`,
    missed: "MISSED",
  };
  return words[outcome];
}
