import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { capabilities } from "./capabilities";

test("finds every one beyond the list", () => {
  expect(findingsIn(capabilities, platform())).toEqual([]);
  const broken = realPod((_, { securityContext }) => {
    securityContext.capabilities.add = ["NET_RAW", "CHOWN", "SYS_PTRACE"];
  });
  expect(findingsOf(capabilities, broken)).toEqual([
    "container oap adds NET_RAW",
    "container oap adds SYS_PTRACE",
  ]);
});
