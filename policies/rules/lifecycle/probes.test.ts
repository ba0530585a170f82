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

test("an agent beside a program does not keep the program from serving", () => {
  const image = "docker.io/otel/opentelemetry-collector-k8s:0.159.0";
  const [beside, instead] = ["Always", undefined].map((restartPolicy) =>
    realPod((pod) => {
      const agent = { name: "agent", image, restartPolicy };
      if (restartPolicy === undefined) pod.containers.push(agent);
      else pod.initContainers = [agent];
    }),
  );
  expect(findingsOf(readinessProbe, beside)).toEqual([]);
  expect(findingsOf(readinessProbe, instead)).toEqual(["container agent has no readinessProbe"]);
});

test("a Job needs none", () => {
  const job = real(
    String(platform().find(({ kind }) => kind === "Job").metadata.name).replace(/^/, "Job "),
  );
  for (const rule of [readinessProbe, livenessProbe, startupProbe])
    expect(findingsOf(rule, job)).toEqual([]);
});
