/** Findings that stay, each with its reason, and what is left when they are taken away. */

import { z } from "zod";
import { parse } from "yaml";
import type { Finding } from "./finding";

const ENTRY = z.strictObject({
  /** Name of the referee; `*` stands for anything, here and below. */
  referee: z.string(),
  check: z.string(),
  /** Each `Kind/name`. */
  objects: z.array(z.string()).min(1),
  /** Where this is so. @default everywhere */
  environments: z.array(z.string()).min(1).optional(),
  reason: z.string().min(20),
});
export type Entry = z.infer<typeof ENTRY>;

/** One thing that a referee found in one environment. */
export interface Remark extends Finding {
  readonly environment: string;
  readonly referee: string;
}

export interface Verdict {
  readonly accepted: readonly (Remark & { readonly reason: string })[];
  readonly unexpected: readonly Remark[];
  /** Entries, or objects of an entry, that no remark needs any more; in words. */
  readonly stale: readonly string[];
}

/** @throws ZodError when the file has another shape */
export function readAccepted(yaml: string): Entry[] {
  return z.array(ENTRY).parse(parse(yaml));
}

/** @param present names of the referees that were asked: nothing is stale because its referee was absent */
export function weigh(
  remarks: readonly Remark[],
  entries: readonly Entry[],
  present: readonly string[],
): Verdict {
  const rules = entries.flatMap(({ objects, ...entry }) =>
    objects.map((object) => ({ ...entry, object })),
  );
  const used = new Set<(typeof rules)[number]>();
  const accepted: (Remark & { reason: string })[] = [];
  const unexpected: Remark[] = [];
  for (const remark of remarks) {
    const fitting = rules.filter((rule) => fits(rule, remark));
    for (const rule of fitting) used.add(rule);
    const [first] = fitting;
    if (first) accepted.push({ ...remark, reason: first.reason });
    else unexpected.push(remark);
  }
  const stale = rules
    .filter((rule) => !used.has(rule) && present.some((name) => like(rule.referee, name)))
    .map(({ referee, check, object }) => `${referee} ${check} ${object}`);
  return { accepted, unexpected, stale };
}

function fits(rule: Omit<Entry, "objects"> & { object: string }, remark: Remark): boolean {
  return (
    (rule.environments?.includes(remark.environment) ?? true) &&
    like(rule.referee, remark.referee) &&
    like(rule.check, remark.check) &&
    like(rule.object, remark.object)
  );
}

function like(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
