import { expect, test } from "vitest";
import type { KubernetesObject } from "../../objects";
import type { Rule } from "../../rule";
import { stackOf } from "../../stack";
import { inPulumi, real } from "../../testing";
import { explicitProvider } from "./explicit-provider";
import { protectedData } from "./protected";
import { retained } from "./retained";
import { stateKeepsSecrets } from "./state-keeps-secrets";

const asked = ({ check }: Rule, object: KubernetesObject) =>
  check(object, { stack: stackOf([]), settings: {}, names: new Set() });
const oap = real("Deployment skywalking-oap");

test("finds objects of the default provider", () => {
  const of = (name: string) => `urn:pulumi:prod::tracing::pulumi:providers:kubernetes::${name}::id`;
  expect(asked(explicitProvider, inPulumi(oap, { provider: of("default_4_34_2") }))).toEqual([
    "it goes to the default cluster",
  ]);
  expect(asked(explicitProvider, inPulumi(oap, { provider: of("kube-tracing") }))).toEqual([]);
  expect(asked(explicitProvider, inPulumi(oap, {}))).toEqual([]);
});

test("finds definitions that go with the stack", () => {
  const definition = { kind: "CustomResourceDefinition", metadata: { name: "x.example.com" } };
  expect(asked(retained, inPulumi(definition, { retainOnDelete: false }))).toEqual([
    "it is deleted with the stack",
  ]);
  expect(asked(retained, inPulumi(definition, { retainOnDelete: true }))).toEqual([]);
  expect(asked(retained, inPulumi(definition, {}))).toEqual([]);
});

test("finds data that a change could delete", () => {
  const nodes = real("StatefulSet skywalking-elasticsearch");
  expect(asked(protectedData, inPulumi(nodes, {}))).toEqual([]);
  nodes.spec.persistentVolumeClaimRetentionPolicy.whenDeleted = "Delete";
  expect(asked(protectedData, inPulumi(nodes, {}))).toEqual(["its volumes are deleted with it"]);
  expect(asked(protectedData, inPulumi(nodes, { protect: true }))).toEqual([]);
  const claim = { kind: "PersistentVolumeClaim", metadata: { name: "data" } };
  expect(asked(protectedData, inPulumi(claim, {}))).toEqual(["it is not protected"]);
});

test("finds secrets in the clear, without telling them", () => {
  const secret = real("Secret skywalking-oap-agent-token");
  expect(asked(stateKeepsSecrets, inPulumi(secret, { openSecrets: ["stringData.token"] }))).toEqual(
    ["stringData.token is in the clear"],
  );
});
