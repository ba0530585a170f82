import * as pulumi from "@pulumi/pulumi";

/** One argument that cannot be used: which, what came, what to give instead. */
export interface Problem {
  field: string;
  got: unknown;
  want: string;
}

/**
 * Refuses every bad argument at once. A check that holds is `true`, one that does not is a `Problem`:
 *
 *     refuse(`Oap "${name}"`, [replicas >= 1 || { field: "replicas", got: replicas, want: "1 or more" }]);
 *
 * Compare so that `NaN` is refused too: `x >= 1`, not `!(x < 1)`.
 *
 * @throws RunError (shown without a stack) as `Oap "oap": replicas is 0; give 1 or more.`, or as a list.
 */
export function refuse(who: string, checks: readonly (true | Problem)[]): void {
  const problems = checks.filter((check) => check !== true);
  const [only, ...others] = problems.map(
    ({ field, got, want }) => `${field} is ${shown(got)}; give ${want}.`,
  );
  if (only === undefined) return;
  if (others.length === 0) throw new pulumi.RunError(`${who}: ${only}`);
  const list = [only, ...others].map((line) => `\n  - ${line}`).join("");
  throw new pulumi.RunError(`${who}: ${problems.length} arguments cannot be used:${list}`);
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}
