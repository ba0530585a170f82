import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { dropCapabilities } from "./drop-capabilities";

test("wants ALL, as the API server writes it", () => {
  expect(findingsIn(dropCapabilities, platform())).toEqual([]);
  const broken = realPod((pod, { securityContext }) => {
    securityContext.capabilities = { drop: ["all"], add: ["NET_BIND_SERVICE", "CHOWN"] };
    pod.initContainers = [{ name: "wait" }];
  });
  expect(findingsOf(dropCapabilities, broken)).toEqual([
    "init container wait does not drop ALL capabilities",
    "container oap does not drop ALL capabilities",
    "container oap adds CHOWN",
  ]);
});
