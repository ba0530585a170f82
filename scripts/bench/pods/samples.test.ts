import { describe, expect, test } from "vitest";
import { type Sample, samplesIn, usedIn } from "./samples";

const MIB = 1024 ** 2;

describe("what a kubelet tells", () => {
  test("is read container by container", () => {
    const container = (name: string, bytes?: number, nanoSeconds?: number) => ({
      name,
      cpu: { time: "2026-11-21T10:00:01Z", usageCoreNanoSeconds: nanoSeconds },
      memory: { time: "2026-11-21T10:00:02Z", workingSetBytes: bytes },
    });
    const summary = {
      node: {},
      pods: [
        { podRef: { name: "a-0" }, containers: [container("a", 8 * MIB, 2e9), container("b")] },
        { podRef: { name: "ended" } },
      ],
    };
    expect(samplesIn(summary)).toEqual([
      {
        pod: "a-0",
        container: "a",
        at: Date.parse("2026-11-21T10:00:02Z"),
        mebibytes: 8,
        cpuSeconds: 2,
      },
    ]);
  });

  test("must be a summary", () => {
    expect(() => samplesIn({})).toThrow("expected array");
  });
});

describe("what was used in a span of time", () => {
  const sample = (at: number, mebibytes: number, cpuSeconds: number): Sample => ({
    ...{ pod: "a-0", container: "a", at, mebibytes, cpuSeconds },
  });
  const samples = [
    sample(0, 900, 0),
    sample(10_000, 300, 10),
    sample(20_000, 320, 11),
    sample(30_000, 310, 14),
    sample(40_000, 900, 40),
  ];

  test("is the most memory, and CPU on average", () => {
    expect(usedIn(samples, { from: 10_000, to: 30_000 })).toEqual({
      mebibytes: 320,
      millicores: 200,
    });
  });

  test.each([
    ["nothing", { from: 50_000, to: 60_000 }],
    ["one moment", { from: 10_000, to: 10_000 }],
  ])("cannot be told of %s", (_, span) => {
    expect(() => usedIn(samples, span)).toThrow(
      "the kubelet measured less than twice in this time",
    );
  });
});
