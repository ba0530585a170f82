import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Registration, runProgram } from "../../tests/engine";
import { EMPTY, bareOf, copiesOf, coreOf, platformIn } from "./programs";

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

test("the core is the environment without what stands around OAP", async () => {
  const { code, registrations } = await runProgram({ ...coreOf("uat"), dryRun: true });
  expect(code).toBe(0);
  const components = registrations.filter(({ type }) => type.startsWith("kube-tracing:"));
  expect(components.map(({ type }) => type.replace("kube-tracing:index:", ""))).toEqual([
    "Platform",
    "TracingNamespace",
    "SkyWalking",
    "Oap",
    "SkyWalkingUi",
  ]);
});

test("the bare resources are those of the environment, in the same tree with the same inputs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kube-tracing-bare-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "recorded.json");
  const whole = await runProgram(platformIn("uat"));
  writeFileSync(file, JSON.stringify(whole.registrations));
  const bare = await runProgram({ ...bareOf(platformIn("uat"), file), dryRun: true });
  expect([whole.code, bare.code]).toEqual([0, 0]);
  const treeOf = (registrations: readonly Registration[]) =>
    registrations
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ urn, inputs }) => [urn.split("::").slice(2).join(" "), inputs])
      .sort();
  expect(bare.registrations).toHaveLength(whole.registrations.length);
  expect(treeOf(bare.registrations)).toEqual(treeOf(whole.registrations));
});
