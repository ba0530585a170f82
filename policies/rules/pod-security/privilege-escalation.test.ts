import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { privilegeEscalation } from "./privilege-escalation";

const broken = () =>
  realPod((pod, container) => {
    delete container.securityContext.allowPrivilegeEscalation;
    pod.initContainers = [{ name: "wait" }];
  });

test("silence allows it", () => {
  expect(findingsIn(privilegeEscalation, platform())).toEqual([]);
  expect(findingsOf(privilegeEscalation, broken())).toEqual([
    "init container wait may gain rights",
    "container oap may gain rights",
  ]);
});

test("containers of Windows have no such setting", () => {
  const windows = realPod((pod, container) => {
    pod.os = { name: "windows" };
    delete container.securityContext.allowPrivilegeEscalation;
  });
  expect(findingsOf(privilegeEscalation, windows)).toEqual([]);
});

test("repairs it, and leaves the rest", () => {
  const manifest = broken();
  privilegeEscalation.remediate?.(manifest);
  expect(findingsOf(privilegeEscalation, manifest)).toEqual([]);
  expect(manifest.spec.template.spec.initContainers).toEqual([
    { name: "wait", securityContext: { allowPrivilegeEscalation: false } },
  ]);
  expect(manifest.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(
    true,
  );
});
