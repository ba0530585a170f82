import { describe, expect, test } from "vitest";
import { parseEventLog, stepsOnly } from "./event-log";

const line = (event: object) => `${JSON.stringify(event)}\n`;
const PRELUDE = line({ sequence: 0, timestamp: 1000, preludeEvent: { config: {} } });
const failed = (urn: string, status: number) =>
  line({
    timestamp: 1005,
    resOpFailedEvent: {
      status,
      steps: 3,
      metadata: { op: "create", urn, new: { type: "kubernetes:core/v1:Secret", custom: true } },
    },
  });

describe("parseEventLog", () => {
  test("a run without failures began at its first event", () => {
    expect(parseEventLog(PRELUDE)).toEqual({ begun: 1_000_000, failed: [] });
  });

  test("a failed step is kept with what it was to create", () => {
    expect(parseEventLog(PRELUDE + failed("urn:a", 0)).failed).toEqual([
      { op: "create", urn: "urn:a", new: { type: "kubernetes:core/v1:Secret", custom: true } },
    ]);
  });

  test("a step of which Pulumi knows what it did is left out", () => {
    expect(parseEventLog(PRELUDE + failed("urn:a", 1) + failed("urn:b", 2)).failed).toEqual([
      expect.objectContaining({ urn: "urn:b" }),
    ]);
  });

  test("a deletion has nothing new", () => {
    const deletion = { status: 2, metadata: { op: "delete", urn: "urn:a", new: null } };
    expect(parseEventLog(line({ timestamp: 1, resOpFailedEvent: deletion })).failed).toEqual([
      { op: "delete", urn: "urn:a", new: null },
    ]);
  });

  test("a writer that was killed leaves a broken last line, or nothing at all", () => {
    const cut = failed("urn:b", 0).slice(0, 40);
    expect(parseEventLog(PRELUDE + failed("urn:a", 0) + cut).failed).toHaveLength(1);
    expect(parseEventLog("")).toEqual({ begun: 0, failed: [] });
  });
});

test("nothing but steps is kept: what is said in passing may be secret, whole or cut off", () => {
  const step = '{"sequence":1,"timestamp":2,"resourcePreEvent":{"metadata":{"op":"create"}}}';
  const said =
    '{"sequence":2,"timestamp":2,"diagnosticEvent":{"message":"password,,,open-sesame"}}';
  expect(stepsOnly(`${step}\n${said}\n${step}\n${said.slice(0, -9)}`)).toBe(`${step}\n${step}`);
});
