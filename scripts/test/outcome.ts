import { z } from "zod";

/** What became of one test, of one check, or of one file of tests that could not be run. */
export const Outcome = z.object({
  state: z.enum(["passed", "failed", "skipped"]),
  /** File and full name. */
  name: z.string(),
  /** Why it was skipped, or how to mend it. */
  reason: z.exactOptional(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

/** Such as `12 passed, 0 failed, 1 skipped`. */
export function described(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome["state"]) =>
    outcomes.filter(({ state }) => state === wanted).length;
  return `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
}
