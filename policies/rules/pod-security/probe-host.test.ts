import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { probeHost } from "./probe-host";

test("finds it in probes and in hooks", () => {
  expect(findingsIn(probeHost, platform())).toEqual([]);
  const broken = realPod((_, container) => {
    container.livenessProbe.tcpSocket.host = "127.0.0.1";
    container.lifecycle.preStop = { httpGet: { host: "10.0.0.1", port: 80 } };
  });
  expect(findingsOf(probeHost, broken)).toEqual([
    "container oap: livenessProbe calls 127.0.0.1",
    "container oap: preStop calls 10.0.0.1",
  ]);
});
