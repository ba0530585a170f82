import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real, realPod } from "../../testing";
import { livenessProbe } from "./liveness-probe";
import { readinessProbe } from "./readiness-probe";
import { startupProbe } from "./startup-probe";

test("the real ones have all three", () => {
  for (const rule of [readinessProbe, livenessProbe, startupProbe])
    expect(findingsIn(rule, platform())).toEqual([]);
});

test("finds what is not there, in sidecars too", () => {
  const broken = realPod((pod, container) => {
    delete container.readinessProbe;
    delete container.startupProbe;
    pod.initContainers = [{ name: "proxy", restartPolicy: "Always" }, { name: "wait" }];
  });
  expect(findingsOf(readinessProbe, broken)).toEqual([
    "sidecar proxy has no readinessProbe",
    "container oap has no readinessProbe",
  ]);
  expect(findingsOf(livenessProbe, broken)).toEqual(["sidecar proxy has no livenessProbe"]);
  expect(findingsOf(startupProbe, broken)).toEqual([
    "container oap has a livenessProbe, and no startupProbe",
  ]);
});

test("a Job needs none", () => {
  const job = real(
    String(platform().find(({ kind }) => kind === "Job").metadata.name).replace(/^/, "Job "),
  );
  for (const rule of [readinessProbe, livenessProbe, startupProbe])
    expect(findingsOf(rule, job)).toEqual([]);
});
