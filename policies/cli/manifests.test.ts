import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { objectsIn, readManifests } from "./manifests";

const titles = (text: string) =>
  objectsIn(text, "a.yaml").map(({ title, line }) => `${line} ${title}`);

test("documents, lists and empty documents, each with its line", () => {
  const text = `---
apiVersion: v1
kind: Service
metadata: { name: oap }
---
# nothing
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Secret, metadata: { name: a } }
  - { apiVersion: v1, kind: SecretList, items: [{ apiVersion: v1, kind: Secret, metadata: { name: b } }] }
`;
  expect(titles(text)).toEqual(["2 Service oap", "8 Secret a", "8 Secret b"]);
});

test("JSON is YAML", () => {
  expect(titles('{"apiVersion":"v1","kind":"Service","metadata":{"name":"oap"}}')).toEqual([
    "1 Service oap",
  ]);
});

describe("what pulumi stack export says", () => {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: "x",
  };
  const resource = (type: string, inputs: object, more: object = {}) => ({
    urn: `urn:pulumi:prod::tracing::${type}::thing`,
    type,
    inputs,
    ...more,
  });
  const exported = {
    version: 3,
    deployment: {
      resources: [
        {
          urn: "urn:pulumi:prod::tracing::pulumi:pulumi:Stack::tracing-prod",
          type: "pulumi:pulumi:Stack",
        },
        resource("kubernetes:core/v1:Secret", {
          metadata: { name: "token", namespace: "tracing" },
          data: { hidden: secret, open: "b3Blbg==" },
          __initialApiVersion: "v1",
        }),
        resource("kubernetes:core/v1:Service", { metadata: { name: "old" } }, { delete: true }),
        resource("kubernetes:apps/v1:DeploymentPatch", { metadata: { name: "patch" } }),
        resource(
          "kubernetes:apps/v1:StatefulSet",
          { metadata: { name: "es" }, spec: {} },
          { protect: true, provider: "urn:p::id", dependencies: ["urn:a"] },
        ),
      ],
    },
  };
  const objects = objectsIn(JSON.stringify(exported), "stack.json");

  test("has objects, with what Pulumi knows of them", () => {
    expect(objects.map(({ title, manifest }) => `${manifest.apiVersion} ${title}`)).toEqual([
      "v1 Secret token",
      "apps/v1 StatefulSet es",
    ]);
    expect(objects[1]?.pulumi).toEqual({
      urn: "urn:pulumi:prod::tracing::kubernetes:apps/v1:StatefulSet::thing",
      type: "kubernetes:apps/v1:StatefulSet",
      name: "thing",
      protect: true,
      retainOnDelete: false,
      provider: "urn:p::id",
      openSecrets: [],
      dependencies: ["urn:a"],
    });
  });

  test("keeps secret values unknown, and tells which are not encrypted", () => {
    const [token] = objects;
    expect(Object.keys(token?.manifest)).toEqual(["apiVersion", "kind", "metadata", "data"]);
    expect(() => token?.manifest.data.hidden).toThrow("data.hidden is not known yet");
    expect(token?.pulumi?.openSecrets).toEqual(["data.open"]);
  });
});

test("refuses everything that cannot be read at once", () => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  const file = (name: string) => join(folder, name);
  try {
    writeFileSync(file("a.yaml"), "apiVersion: v1\n---\nkind: [");
    writeFileSync(file("b.json"), '{"kind":"Service"}');
    writeFileSync(file("c.txt"), "no manifest");
    expect(() => readManifests([folder, file("d.yaml")])).toThrow(
      [
        `${file("d.yaml")} cannot be read: ENOENT: no such file or directory, stat '${file("d.yaml")}'`,
        `${file("a.yaml")}:1 is no Kubernetes object: it has no apiVersion and kind`,
        `${file("a.yaml")}: Flow sequence in block collection must be sufficiently indented and end with a ] at line 3, column 8:`,
        `${file("b.json")}:1 is no Kubernetes object: it has no apiVersion and kind`,
      ].join("\n"),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("refuses to check nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    expect(() => readManifests([folder])).toThrow(`${folder}: no Kubernetes object is there`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
