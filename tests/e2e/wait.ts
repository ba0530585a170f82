import { setTimeout as sleep } from "node:timers/promises";

/** Repeats a check until it holds; what it throws last is why it did not within the time. */
export async function eventually<T>(check: () => Promise<T>, seconds = 120): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(2000)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
