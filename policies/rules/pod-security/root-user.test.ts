import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { rootUser } from "./root-user";

test("finds it at the pod and at a container", () => {
  expect(findingsIn(rootUser, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    pod.securityContext.runAsUser = 0;
    container.securityContext.runAsUser = 0;
  });
  expect(findingsOf(rootUser, broken)).toEqual([
    "the pod runs as user 0",
    "container oap runs as user 0",
  ]);
});
