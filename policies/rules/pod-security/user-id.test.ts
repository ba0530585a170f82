import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real, realPod } from "../../testing";
import { userId } from "./user-id";

test("finds low numbers and silence", () => {
  expect(findingsIn(userId, platform())).toEqual([]);
  const broken = realPod((pod, container) => {
    container.securityContext.runAsUser = 1000;
    delete pod.securityContext.runAsGroup;
  });
  expect(findingsOf(userId, broken)).toEqual([
    "container oap has runAsUser 1000",
    "container oap has no runAsGroup",
  ]);
});

test("an image may have a user of its own, and no other low one", () => {
  const elasticsearch = real("StatefulSet skywalking-elasticsearch", ({ spec }) => {
    spec.template.spec.securityContext.runAsGroup = 999;
    delete spec.template.spec.initContainers;
  });
  expect(findingsOf(userId, elasticsearch)).toEqual(["container elasticsearch has runAsGroup 999"]);
});
