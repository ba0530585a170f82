import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { probeCanSucceed } from "./probe-can-succeed";

test("finds slow ones, and what is no question", () => {
  expect(findingsIn(probeCanSucceed, platform())).toEqual([]);
  const broken = realPod((_, container) => {
    container.readinessProbe.timeoutSeconds = 11;
    container.livenessProbe.exec = { command: ["true"] };
    container.startupProbe = {};
  });
  expect(findingsOf(probeCanSucceed, broken)).toEqual([
    "container oap: startupProbe asks nothing",
    "container oap: readinessProbe waits 11 s, and is repeated after 10 s",
    "container oap: livenessProbe asks tcpSocket and exec",
  ]);
});
