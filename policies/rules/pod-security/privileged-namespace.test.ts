import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { privilegedNamespace } from "./privileged-namespace";

test("finds who does not need it", () => {
  expect(findingsIn(privilegedNamespace, platform())).toEqual([]);
  const open = real("Namespace tracing", ({ metadata: { labels } }) => {
    labels["pod-security.kubernetes.io/enforce"] = "privileged";
  });
  const oap = real("Deployment skywalking-oap");
  expect(findingsOf(privilegedNamespace, oap, { others: [open] })).toEqual([
    "namespace tracing is privileged, for agents on nodes",
  ]);
  const agent = { ...oap, kind: "DaemonSet" };
  expect(findingsOf(privilegedNamespace, agent, { others: [open] })).toEqual([]);
});
