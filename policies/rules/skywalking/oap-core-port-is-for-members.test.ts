import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapCorePortIsForMembers } from "./oap-core-port-is-for-members";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapCorePortIsForMembers, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapCorePortIsForMembers, oapCorePortIsForMembers.bad)).toEqual([
    "Deployment oap: a NetworkPolicy lets others than OAP in at port 11800",
  ]);
  expect(findingsIn(oapCorePortIsForMembers, oapCorePortIsForMembers.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapCorePortIsForMembers,
      broken("NetworkPolicy skywalking-oap", ({ spec }) =>
        spec.ingress.push({ from: [{ namespaceSelector: {} }], ports: [{ port: 11800 }] }),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: a NetworkPolicy lets others than OAP in at port 11800"]);
});
