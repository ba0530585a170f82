import { expect, test } from "vitest";
import { definitionName, definitionOf } from "./definition";

const LABELS = { app: "x" };
const OPEN = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const AGE = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

test("a definition keeps every field, and asks for those that must be there", () => {
  const kind = {
    group: "example.com",
    version: "v1",
    kind: "Thing",
    shortNames: ["th"],
    categories: ["things"],
    required: ["name"],
    columns: { Ready: ".status.ready" },
    wide: { Why: ".status.why" },
  } as const;
  expect(definitionName(kind)).toBe("things.example.com");
  expect(definitionOf(kind, LABELS)).toEqual({
    metadata: { name: "things.example.com", labels: LABELS },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: {
        kind: "Thing",
        listKind: "ThingList",
        plural: "things",
        singular: "thing",
        shortNames: ["th"],
        categories: ["things"],
      },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [
            { name: "Ready", type: "string", jsonPath: ".status.ready" },
            { name: "Why", type: "string", jsonPath: ".status.why", priority: 1 },
            AGE,
          ],
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: { spec: { ...OPEN, required: ["name"] }, status: OPEN },
            },
          },
        },
      ],
    },
  });
});

test("one of the whole cluster, with a plural of its own and nothing else", () => {
  const kind = { group: "g", version: "v1", kind: "Policy", plural: "policies" };
  const { spec } = definitionOf({ ...kind, scope: "Cluster" }, LABELS);
  expect([spec.scope, spec.names]).toEqual([
    "Cluster",
    { kind: "Policy", listKind: "PolicyList", plural: "policies", singular: "policy" },
  ]);
  expect(spec.versions[0]?.additionalPrinterColumns).toEqual([AGE]);
});
