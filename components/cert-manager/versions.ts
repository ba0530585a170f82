import { isAtLeast, isVersion } from "../kit/version";

/** From here on every program tells how it is, and the check has an image of its own. */
const OLDEST = "1.19.0";

/** The last version whose programs belong to its Go module, so that packages alone can build them. */
const BUILDABLE = "1.11.5";

/** What is supported, for messages. */
export const SUPPORTED = `${OLDEST} or later, or ${BUILDABLE}`;

export function isSupported(version: string): boolean {
  return isVersion(version) && (isRecent(version) || version === BUILDABLE);
}

/** Whether each program can be asked how it is, and the controller proves names by a Gateway. */
export function isRecent(version: string): boolean {
  return isAtLeast(version, OLDEST);
}
