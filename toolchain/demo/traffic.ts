/** Calls a service over and over. */

import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../verify/ask";

export interface Traffic {
  port: number;
  path: string;
  count: number;
  /** Time between the starts of two calls. @default 0: the next starts when the last has ended */
  everyMs?: number;
}

/** What became of the calls. */
export interface Called {
  sent: number;
  answered: number;
  /** Each reason once, with its number. */
  failed: Readonly<Record<string, number>>;
}

export async function drive({ port, path, count, everyMs = 0 }: Traffic): Promise<Called> {
  const failed = new Map<string, number>();
  let answered = 0;
  const call = async (): Promise<void> => {
    const why = await ask({ port, path }).then(
      ({ status }) => (status === 200 ? undefined : `status ${status}`),
      (error: unknown) => String(error),
    );
    if (why === undefined) answered++;
    else failed.set(why, (failed.get(why) ?? 0) + 1);
  };
  const open: Promise<void>[] = [];
  for (let sent = 0; sent < count; sent++) {
    const begun = call();
    open.push(begun);
    await (everyMs === 0 ? begun : sleep(everyMs));
  }
  await Promise.all(open);
  return { sent: count, answered, failed: Object.fromEntries(failed) };
}
