import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapRolesShareAggregators } from "./oap-roles-share-aggregators";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapRolesShareAggregators, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapRolesShareAggregators, oapRolesShareAggregators.bad)).toEqual([
    "Deployment oap: container oap: SW_CLUSTER_K8S_LABEL is app.kubernetes.io/name=oap, which selects the receivers of Deployment oap",
  ]);
  expect(findingsIn(oapRolesShareAggregators, oapRolesShareAggregators.good)).toEqual([]);
});
