import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, realPod } from "../../testing";
import { noShellProbe } from "./no-shell-probe";

test("finds shells by any path", () => {
  expect(findingsIn(noShellProbe, platform())).toEqual([]);
  const broken = realPod((_, container) => {
    container.livenessProbe = { exec: { command: ["/bin/bash", "-c", "true"] } };
    container.readinessProbe = { exec: { command: ["sh", "-c", "true"] } };
  });
  expect(findingsOf(noShellProbe, broken)).toEqual([
    "container oap: readinessProbe starts sh",
    "container oap: livenessProbe starts /bin/bash",
  ]);
});
