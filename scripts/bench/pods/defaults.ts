/** Part of a stack file without what it says about resources: then components say it. */
export function withDefaults(part: unknown): Record<string, unknown> {
  if (typeof part !== "object" || part === null) throw new Error("this part of the file is empty");
  const kept = Object.entries(part).filter(([key]) => key !== "resources");
  return Object.fromEntries(
    kept.map(([key, value]) => [key, isPart(value) ? withDefaults(value) : value]),
  );
}

const isPart = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
