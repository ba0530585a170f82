import { expect, test } from "vitest";
import { findingsOf, real } from "../../testing";
import { UNKNOWN } from "../../unknown";
import { privileged } from "./privileged";

test("finds it in any container, whenever that runs", () => {
  expect(findingsOf(privileged, real("Deployment skywalking-oap"))).toEqual([]);
  const broken = real("Deployment skywalking-oap", ({ spec }) => {
    const [first] = spec.template.spec.containers;
    first.securityContext.privileged = true;
    spec.template.spec.initContainers = [
      { name: "sysctl", securityContext: { privileged: true } },
      { name: "proxy", restartPolicy: "Always", securityContext: { privileged: true } },
    ];
    spec.template.spec.ephemeralContainers = [
      { name: "debug", securityContext: { privileged: true } },
    ];
  });
  expect(findingsOf(privileged, broken)).toEqual([
    "init container sysctl is privileged",
    "sidecar proxy is privileged",
    "container oap is privileged",
    "ephemeral container debug is privileged",
  ]);
});

test("says what is not known yet, and still looks at the others", () => {
  const half = real("Deployment skywalking-oap", ({ spec }) => {
    spec.template.spec.containers[0].securityContext.privileged = UNKNOWN;
    spec.template.spec.initContainers = [{ name: "a", securityContext: { privileged: true } }];
  });
  expect(findingsOf(privileged, half)).toEqual([
    "init container a is privileged",
    "? spec.template.spec.containers[0].securityContext.privileged",
  ]);
});
