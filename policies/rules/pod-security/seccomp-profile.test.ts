import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { seccompProfile } from "./seccomp-profile";

const broken = () => realPod(({ securityContext }) => delete securityContext.seccompProfile);

test("finds silence", () => {
  expect(findingsIn(seccompProfile, platform())).toEqual([]);
  expect(findingsOf(seccompProfile, broken())).toEqual(["container oap has no seccomp profile"]);
});

test("repairs it, and leaves the rest", () => {
  const manifest = broken();
  const { securityContext } = manifest.spec.template.spec;
  seccompProfile.remediate?.(manifest);
  expect(manifest.spec.template.spec.securityContext).toEqual({
    ...securityContext,
    seccompProfile: { type: "RuntimeDefault" },
  });
});
