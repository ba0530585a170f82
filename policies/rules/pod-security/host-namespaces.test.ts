import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { hostNamespaces } from "./host-namespaces";

test("finds each of them", () => {
  expect(findingsIn(hostNamespaces, platform())).toEqual([]);
  const broken = realPod((pod) =>
    Object.assign(pod, { hostNetwork: true, hostPID: true, hostIPC: false }),
  );
  expect(findingsOf(hostNamespaces, broken)).toEqual(["hostNetwork is set", "hostPID is set"]);
});
