import { expect, test } from "vitest";
import { levelOf } from "./level";
import type { EnvironmentName, Severity } from "./rule";
import { privileged } from "./rules/pod-security/privileged";

const levels = (severity: Severity, from: EnvironmentName = "dev") =>
  (["dev", "uat", "prod"] as const).map((environment) =>
    levelOf({ ...privileged, severity, from }, environment),
  );

test("an environment forbids by severity, and prod forbids all", () => {
  expect(levels("critical")).toEqual(["mandatory", "mandatory", "mandatory"]);
  expect(levels("high")).toEqual(["advisory", "mandatory", "mandatory"]);
  expect(levels("medium")).toEqual(["advisory", "advisory", "mandatory"]);
  expect(levels("low")).toEqual(["advisory", "advisory", "mandatory"]);
});

test("below the environment that it is meant for, nobody looks", () => {
  expect(levels("critical", "uat")).toEqual(["disabled", "mandatory", "mandatory"]);
  expect(levels("low", "prod")).toEqual(["disabled", "disabled", "mandatory"]);
});
