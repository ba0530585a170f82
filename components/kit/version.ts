const PATTERN = /^([0-9]+)\.([0-9]+)\.([0-9]+)(?:[-.+][0-9A-Za-z.+-]+)?$/;

/** Whether a text is a full version, such as `10.4.0` or `10.4.0-java21`. */
export function isVersion(text: string): boolean {
  return PATTERN.test(text);
}

/** The first number of a version: 10 for `10.4.0`, `NaN` for anything that is not a version. */
export function majorOf(version: string): number {
  return numbersOf(version)[0];
}

/** Whether a version is another one or a later one; a suffix such as `-java21` does not count. */
export function isAtLeast(version: string, least: string): boolean {
  const [major, minor, patch] = numbersOf(version);
  const [leastMajor, leastMinor, leastPatch] = numbersOf(least);
  if (major !== leastMajor) return major > leastMajor;
  if (minor !== leastMinor) return minor > leastMinor;
  return patch >= leastPatch;
}

function numbersOf(version: string): [number, number, number] {
  const [, major, minor, patch] = PATTERN.exec(version) ?? [];
  return [Number(major), Number(minor), Number(patch)];
}
