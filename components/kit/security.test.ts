import { expect, test } from "vitest";
import { CONTAINER_SECURITY, podSecurity } from "./security";

test("a pod runs as nobody, or as the user that its image wants", () => {
  expect(podSecurity()).toEqual({
    runAsNonRoot: true,
    runAsUser: 10001,
    runAsGroup: 10001,
    fsGroup: 10001,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(podSecurity(1000)).toEqual({
    ...podSecurity(),
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
  });
});

test("a container gains no right and writes nothing into its image", () => {
  expect(CONTAINER_SECURITY).toEqual({
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});
