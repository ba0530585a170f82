import type { VersionRange } from "./tool";

/** Whether `version` (`1.34.2`, a leading `v` and anything after the patch number are ignored) lies in `range`. */
export function fits(version: string, range: VersionRange): boolean {
  return compare(version, range.from) >= 0 && compare(version, range.below) < 0;
}

/** Negative, 0 or positive, as `a` is older than, the same as or newer than `b`. */
export function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const different = left.findIndex((part, index) => part !== right[index]);
  return different < 0 ? 0 : (left[different] ?? 0) - (right[different] ?? 0);
}

export function describeRange(range: VersionRange): string {
  return `>= ${range.from} and < ${range.below}`;
}

function numbers(version: string): readonly [number, number, number] {
  const [, major = "0", minor = "0", patch = "0"] =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return [Number(major), Number(minor), Number(patch)];
}
