import type { Problem } from "./refusal";

/** Refuses what is not a whole number from `least` to `most`; what is not given holds. */
export function whole(
  field: string,
  value: number | undefined,
  { least, most = Infinity, unit = "" }: { least: number; most?: number; unit?: string },
): true | Problem {
  const holds = value === undefined || (Number.isInteger(value) && value >= least && value <= most);
  const range = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  return holds || { field, got: value, want: `a whole number${unit && ` of ${unit}`}, ${range}` };
}
