import { archivePrefixOf, policyNameOf } from "../kit/jaeger-store";
import { maxAgeDays, type Settled } from "./args";

/** Indices of one prefix, which live and die together. */
export interface Family {
  /** `traces`, or `archive`: what people keep. */
  readonly name: "traces" | "archive";
  /** What stands before `-jaeger-span-…`. */
  readonly prefix: string | undefined;
  readonly keptDays: number;
  readonly foundDays: number;
  /** Lifecycle policy; absent where none moves the indices on. */
  readonly policy: string | undefined;
  /** Whether Jaeger keeps the graph of services among them. */
  readonly hasDependencies: boolean;
}

/** The families of a store. The archive has the days of its own, and so a policy of its own. */
export function familiesOf({ store, keptDays, foundDays = keptDays }: Settled): Family[] {
  const { indexPrefix: prefix, archive } = store;
  const policy = policyNameOf(store);
  const traces: Family = {
    ...{ name: "traces", prefix, keptDays, foundDays, policy },
    hasDependencies: true,
  };
  if (archive === undefined) return [traces];
  const archiveDays = archive.lookbackDays ?? 365;
  const kept: Family = {
    name: "archive",
    prefix: archivePrefixOf(store),
    ...{ keptDays: archiveDays, foundDays: archiveDays },
    policy: policy === undefined ? undefined : `${policy}-archive`,
    hasDependencies: false,
  };
  return [traces, kept];
}

/**
 * Age of an index, in days since it was made, from which its youngest span is old enough. Jaeger's
 * tools count from the end of the current day.
 */
export function ageOf(days: number, settled: Settled): number {
  return settled.store.rotation?.kind === "rollover" ? days + maxAgeDays(settled) : days;
}
