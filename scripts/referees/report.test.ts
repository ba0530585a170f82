import { expect, test } from "vitest";
import type { Verdict } from "./accepted";
import { report } from "./report";

const none: Verdict = { accepted: [], unexpected: [], stale: [] };
const session = { environment: "uat", referee: "kube-score" };
const remark = { ...session, check: "pod-probes", object: "Job/oap-init", message: "no probe" };

test("a clean session is one line", () => {
  expect(report([session], none, none)).toBe(
    [
      "ENVIRONMENT  REFEREE     FINDINGS  ACCEPTED  UNEXPECTED",
      "uat          kube-score         0         0           0",
    ].join("\n"),
  );
});

test("each kind of finding has a section; environments that decide nothing are counted, too", () => {
  const local = { environment: "local", referee: "kube-score" };
  const verdict: Verdict = {
    accepted: [{ ...remark, reason: "A Job has nothing to probe.\n" }],
    unexpected: [{ ...remark, object: "Deployment/oap" }],
    stale: ["kube-score gone *"],
  };
  const information = { ...none, unexpected: [{ ...remark, ...local }] };
  expect(report([local, session], verdict, information)).toBe(
    [
      "ENVIRONMENT  REFEREE     FINDINGS  ACCEPTED  UNEXPECTED",
      "local        kube-score         1         0           1",
      "uat          kube-score         2         1           1",
      "",
      "Accepted:",
      "A Job has nothing to probe.",
      "  uat  kube-score  pod-probes  Job/oap-init",
      "",
      "For information:",
      "local  kube-score  pod-probes  Job/oap-init  no probe",
      "",
      "Unexpected:",
      "uat  kube-score  pod-probes  Deployment/oap  no probe",
      "",
      "Accepted in advance, but found nowhere; remove from accepted.yaml:",
      "kube-score gone *",
    ].join("\n"),
  );
});
