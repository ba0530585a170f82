import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { lowPorts } from "./low-ports";

test("finds each", () => {
  expect(findingsIn(lowPorts, platform())).toEqual([]);
  const broken = realPod((_, { ports }) => ports.push({ containerPort: 22 }));
  expect(findingsOf(lowPorts, broken)).toEqual(["container oap listens at 22"]);
});
