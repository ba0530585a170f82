import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { timeToEnd } from "./time-to-end";

test("counts the hook, and what is left after it", () => {
  expect(findingsIn(timeToEnd, platform())).toEqual([]);
  const broken = realPod((pod, { lifecycle }) => {
    pod.terminationGracePeriodSeconds = 44;
    lifecycle.preStop = { exec: { command: ["sh", "-c", "sleep 40; exit"] } };
  });
  expect(findingsOf(timeToEnd, broken)).toEqual([
    "container oap: its preStop hook takes 40 s, and terminationGracePeriodSeconds is 44",
  ]);
  expect(findingsOf(timeToEnd, broken, { settings: { flushSeconds: 4 } })).toEqual([]);
});

test("thirty seconds are the default, and a hook may sleep by itself", () => {
  const broken = realPod((pod, { lifecycle }) => {
    delete pod.terminationGracePeriodSeconds;
    lifecycle.preStop = { sleep: { seconds: 30 } };
  });
  expect(findingsOf(timeToEnd, broken)).toEqual([
    "container oap: its preStop hook takes 30 s, and terminationGracePeriodSeconds is 30",
  ]);
});
