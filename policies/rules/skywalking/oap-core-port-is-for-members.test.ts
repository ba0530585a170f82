import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapCorePortIsForMembers } from "./oap-core-port-is-for-members";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapCorePortIsForMembers, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapCorePortIsForMembers, oapCorePortIsForMembers.bad)).toEqual([
    "Deployment oap: a NetworkPolicy lets others than OAP in at port 11800",
  ]);
  expect(findingsIn(oapCorePortIsForMembers, oapCorePortIsForMembers.good)).toEqual([]);
});

test("finds what is broken in the real platform", () => {
  expect(
    findingsIn(
      oapCorePortIsForMembers,
      broken("NetworkPolicy skywalking-oap", ({ spec }) =>
        spec.ingress.push({ from: [{ namespaceSelector: {} }], ports: [{ port: 11800 }] }),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: a NetworkPolicy lets others than OAP in at port 11800"]);
});
