import { expect, test } from "vitest";
import { runProgram } from "../../tests/engine";
import { EMPTY, copiesOf } from "./programs";

test("the empty program creates nothing", async () => {
  const { code, registrations } = await runProgram({ ...EMPTY, dryRun: true });
  expect(code).toBe(0);
  expect(registrations.map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
});

test("a copy more is six resources more: the component and its five objects", async () => {
  const { code, registrations } = await runProgram({ ...copiesOf(2), dryRun: true });
  expect(code).toBe(0);
  const types = registrations.filter(({ name }) => name.startsWith("ui-1")).map(({ type }) => type);
  expect(types.sort()).toEqual([
    "kube-tracing:index:SkyWalkingUi",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:core/v1:Service",
    "kubernetes:core/v1:ServiceAccount",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    "kubernetes:policy/v1:PodDisruptionBudget",
  ]);
  expect(registrations).toHaveLength(2 + 2 * types.length);
});
