import { describe, expect, test } from "vitest";
import { mostLost, secondsDown } from "./loss";

describe("at most lost", () => {
  test.each([
    ["Elasticsearch away for a minute", { of: "storage", seconds: 60 }, 10 * (10 + 60 + 36)],
    ["Elasticsearch away for no time", { of: "storage", seconds: 0 }, 10 * (10 + 36)],
    ["OAP killed, back after 20 s", { of: "oap", seconds: 20 }, 10 * (10 + 20 + 19.2)],
    ["OAP killed, back after an hour", { of: "oap", seconds: 3600 }, 10 * (10 + 3600 + 144)],
  ] as const)("%s", (_, outage, records) => {
    expect(mostLost(10, outage)).toBe(records);
  });

  test("parts of a record count as a whole one", () => {
    expect(mostLost(0.1, { of: "storage", seconds: 1 })).toBe(5);
  });

  test("nothing comes in, nothing is lost", () => {
    expect(mostLost(0, { of: "oap", seconds: 60 })).toBe(0);
  });
});

describe("a pod whose container was started again", () => {
  const pod = (ready: string, finishedAt?: string) => ({
    status: {
      conditions: [
        { type: "ContainersReady", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z" },
        { type: "Ready", status: ready, lastTransitionTime: "2026-11-21T10:00:20Z" },
      ],
      containerStatuses: [
        finishedAt === undefined ? {} : { lastState: { terminated: { finishedAt } } },
      ],
    },
  });

  test("was away from its end until it was ready, and up to a second more", () => {
    expect(secondsDown(pod("True", "2026-11-21T10:00:03Z"))).toBe(18);
  });

  test.each([
    ["never ended", pod("True")],
    ["is not ready yet", pod("False", "2026-11-21T10:00:03Z")],
    ["was ready before its end and not since", pod("True", "2026-11-21T10:00:21Z")],
  ])("one that %s is refused", (_, one) => {
    expect(() => secondsDown(one)).toThrow("the pod has not come back from an end");
  });
});
