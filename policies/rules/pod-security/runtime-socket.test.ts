import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { runtimeSocket } from "./runtime-socket";

test("finds the socket, and leaves other paths to their rule", () => {
  expect(findingsIn(runtimeSocket, platform())).toEqual([]);
  const broken = realPod(({ volumes }) =>
    volumes.push(
      { name: "cri", hostPath: { path: "/var/run/docker.sock" } },
      { name: "log", hostPath: { path: "/var/log" } },
    ),
  );
  expect(findingsOf(runtimeSocket, broken)).toEqual(["volume cri is /var/run/docker.sock"]);
});
