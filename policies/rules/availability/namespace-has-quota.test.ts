import { expect, test } from "vitest";
import { findingsIn, findingsOf, platform, real } from "../../testing";
import { namespaceHasQuota } from "./namespace-has-quota";

test("wants both, in the same namespace", () => {
  expect(findingsIn(namespaceHasQuota, platform())).toEqual([]);
  const other = real("LimitRange defaults", ({ metadata }) => (metadata.namespace = "other"));
  const others = [real("ResourceQuota quota"), other];
  expect(findingsOf(namespaceHasQuota, real("Namespace tracing"), { others })).toEqual([
    "it has no LimitRange",
  ]);
});
