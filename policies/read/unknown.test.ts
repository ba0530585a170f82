import { expect, test } from "vitest";
import type { Manifest } from "../objects";
import { RULES } from "../rules";
import { findingsIn, platform } from "../testing";
import { UNKNOWN } from "../unknown";

/** What all rules find in a platform, without what cannot be decided. */
function decided(objects: Manifest[]): string[] {
  return RULES.filter(({ from }) => from !== "prod").flatMap((rule) =>
    findingsIn(rule, objects)
      .filter((finding) => !/: \? /.test(finding))
      .map((finding) => `${rule.name} ${finding}`),
  );
}

function variableOf(objects: Manifest[], workload: string, name: string): Manifest {
  const found = objects.find(({ kind, metadata }) => `${kind} ${metadata.name}` === workload);
  return found.spec.template.spec.containers[0].env.find((entry: Manifest) => entry.name === name);
}

test("an address that is not known yet leaves the others to be checked", () => {
  const objects = platform();
  variableOf(objects, "Deployment skywalking-oap", "SW_STORAGE_ES_CLUSTER_NODES").value = UNKNOWN;
  variableOf(objects, "Deployment skywalking-ui", "SW_OAP_ADDRESS").value =
    "http://skywalking-oap.tracing.svc:1";
  expect(decided(objects).filter((finding) => finding.startsWith("address-resolves"))).toEqual([
    "address-resolves Deployment skywalking-ui: container ui, SW_OAP_ADDRESS says skywalking-oap.tracing.svc:1: Service skywalking-oap has no port 1, only 11800, 11801, 12800",
  ]);
});

test("an unknown value is undecided where it matters", () => {
  const objects = platform();
  variableOf(objects, "Deployment skywalking-ui", "SW_OAP_ADDRESS").value = UNKNOWN;
  const rule = RULES.find(({ name }) => name === "address-resolves");
  expect(findingsIn(rule!, objects)).toEqual([
    "Deployment skywalking-ui: ? spec.template.spec.containers[0].env[1].value",
  ]);
});
