import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { hostPorts } from "./host-ports";

test("finds each port; 0 is none", () => {
  expect(findingsIn(hostPorts, platform())).toEqual([]);
  const broken = realPod((_, { ports }) => {
    ports[0].hostPort = 11800;
    ports[1].hostPort = 0;
  });
  expect(findingsOf(hostPorts, broken)).toEqual(["container oap takes port 11800 of the node"]);
});
