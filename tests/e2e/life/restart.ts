import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { mostLost } from "../loss";
import { note } from "../measured";
import { eventually } from "../wait";
import { measured, real, settled } from "./platform";

describe("a restart of the node", () => {
  beforeAll(() => real.demo());

  test("ends everything at once: all comes back by itself, and what is lost is known", async () => {
    const before = await settled();
    let called = 0;
    await Promise.all([
      real.load(200, 200).then(({ answered }) => (called = answered)),
      sleep(20_000).then(() => real.crash()),
    ]);
    await real.start();
    await eventually(async () => expect(await real.findings()).toEqual([]), 300);
    const after = await settled();
    const found = {
      segments: after.segments - before.segments,
      zipkinSpans: after.zipkinSpans - before.zipkinSpans,
    };
    note("restart of the node", { requests: called, ...found });
    expect(called).toBeGreaterThan(0);
    const most = mostLost(10, { of: "oap", seconds: 0 });
    for (const stored of Object.values(found))
      expect(2 * called - stored).toBeLessThanOrEqual(most);
  });

  test("is over: what comes in is stored again, whole", async () => {
    await real.demo();
    await eventually(async () => expect((await real.load(1)).answered).toBe(1));
    await settled();
    expect(await measured(50, 0, async () => undefined)).toEqual({
      requests: 50,
      segments: 100,
      zipkinSpans: 100,
    });
  });
});
