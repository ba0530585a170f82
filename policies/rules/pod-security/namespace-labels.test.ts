import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { namespaceLabels } from "./namespace-labels";

test("finds labels that are not there", () => {
  expect(findingsIn(namespaceLabels, platform())).toEqual([]);
  const broken = real("Namespace tracing", ({ metadata: { labels } }) => {
    delete labels["pod-security.kubernetes.io/enforce-version"];
    labels["pod-security.kubernetes.io/enforce"] = "privileged";
  });
  expect(findingsOf(namespaceLabels, broken)).toEqual([
    "it has no label pod-security.kubernetes.io/enforce-version",
    "it admits privileged pods",
  ]);
  const settings = { privileged: ["tracing"] };
  expect(findingsOf(namespaceLabels, broken, { settings })).toEqual([
    "it has no label pod-security.kubernetes.io/enforce-version",
  ]);
});
