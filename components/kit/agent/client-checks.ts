import type { Problem } from "../refusal";
import type { AgentAccess } from "./access";

/** Refuses an agent that nobody can ask how often to trace. */
export function samplingCheck(agent: AgentAccess): true | Problem {
  const want = "one with sampling: it would answer nothing, and programs trace as they think";
  return agent.sampling || { field: "agent", got: "one without sampling", want };
}

/** Refuses what is no part of all. */
export function ratioCheck(field: string, ratio: number): true | Problem {
  return (ratio >= 0 && ratio <= 1) || { field, got: ratio, want: "a number from 0 to 1" };
}

/** Refuses what would end an item of a list, or its key. */
export function listCheck(field: string, key: string, value: string): true | Problem {
  const holds = key !== "" && !/[=,\s]/.test(key) && !value.includes(",");
  return (
    holds || {
      field,
      got: `${key}=${value}`,
      want: "keys without = and spaces, and no commas",
    }
  );
}

/** `a=b,c=d`. */
export function listOf(items: Readonly<Record<string, string>>): string {
  return Object.entries(items)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
