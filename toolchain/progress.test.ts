import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgress, formatElapsed } from "./progress";

let written = "";
const screen = (options: { isTTY?: boolean; columns?: number }) => ({
  ...options,
  write: (text: string) => (written += text),
});

beforeEach(() => {
  written = "";
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("elsewhere than on a terminal: plain lines, and a sign of life every 15 s", () => {
  const step = createProgress(screen({}), {}).step("etcd");
  step.now("building 3.6.5");
  vi.advanceTimersByTime(31_000);
  step.note("the proxy is slow");
  step.done("3.6.5, built");
  vi.advanceTimersByTime(60_000);
  expect(written).toBe(
    [
      "  etcd: building 3.6.5",
      "  etcd: still building 3.6.5 (15 s)",
      "  etcd: still building 3.6.5 (30 s)",
      "  etcd: the proxy is slow",
      "✓ etcd: 3.6.5, built (31 s)",
      "",
    ].join("\n"),
  );
});

test("on a terminal: one line that is drawn again, cut to its width, then the result in colour", () => {
  const step = createProgress(screen({ isTTY: true, columns: 24 }), {}).step("etcd");
  step.now("building 3.6.5");
  vi.advanceTimersByTime(100);
  step.failed("not available");
  expect(written).toBe(
    [
      "\r\x1b[2K⠋ etcd: building 3.6.5 ",
      "\r\x1b[2K⠙ etcd: building 3.6.5 ",
      "\r\x1b[2K\x1b[31m✗\x1b[0m etcd: not available (0.1 s)\n",
    ].join(""),
  );
});

test("NO_COLOR switches colours off", () => {
  const progress = createProgress(screen({ isTTY: true }), { NO_COLOR: "1" });
  progress.step("etcd").done("kept as it is");
  progress.say("That is all.");
  expect(written).toBe("\r\x1b[2K✓ etcd: kept as it is (0.0 s)\nThat is all.\n");
});

test.each([
  [420, "0.4 s"],
  [9_999, "10.0 s"],
  [45_200, "45 s"],
  [59_600, "1 m 0 s"],
  [160_000, "2 m 40 s"],
])("%d ms is written %s", (ms, expected) => {
  expect(formatElapsed(ms)).toBe(expected);
});
