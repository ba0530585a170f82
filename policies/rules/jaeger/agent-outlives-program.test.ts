import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { agentOutlivesProgram } from "./agent-outlives-program";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(agentOutlivesProgram, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(agentOutlivesProgram, agentOutlivesProgram.bad)).toEqual([
    "Pod oap: container agent ends with or before the program; make it an init container with restartPolicy Always",
  ]);
  expect(findingsIn(agentOutlivesProgram, agentOutlivesProgram.good)).toEqual([]);
});
