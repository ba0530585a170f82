import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { configSchema } from "./json-schema";

const ROOT = resolve(__dirname, "../..");
const SCHEMA = "schemas/config.schema.json";
const STACK_FILES = readdirSync(ROOT).filter((file) =>
  /^Pulumi\.(local|uat|prod)\.yaml$/.test(file),
);

const validate = new Ajv({ allErrors: true, strict: false, formats: { uri: true } }).compile(
  JSON.parse(JSON.stringify(configSchema())),
);

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** What an editor would mark in a stack file. */
function marked(content: string): string[] {
  validate(parse(content));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("the committed schema is the one of the program; else run: make docs", () => {
  expect(JSON.parse(read(SCHEMA))).toEqual(JSON.parse(JSON.stringify(configSchema())));
});

describe("an editor", () => {
  test("finds the schema by the first line of each stack file, and marks nothing", () => {
    expect(STACK_FILES).toEqual(["Pulumi.local.yaml", "Pulumi.prod.yaml", "Pulumi.uat.yaml"]);
    for (const file of STACK_FILES) {
      expect(read(file).split("\n")[0]).toBe(`# yaml-language-server: $schema=${SCHEMA}`);
      expect(marked(read(file))).toEqual([]);
    }
  });

  const LOCAL = read("Pulumi.local.yaml");

  test.each([
    [
      "an unknown key",
      LOCAL.replace("placement:", "placment:"),
      "must NOT have additional properties",
    ],
    ["a bad quantity", LOCAL.replace("5Gi", "5GB"), "must match pattern"],
    [
      "a missing cluster",
      LOCAL.replace(/ +cluster:\n.*\n.*\n/, ""),
      "must have required property 'cluster'",
    ],
    [
      "a plain secret",
      LOCAL.replace("config:\n", "config:\n  kube-tracing:agentToken: x\n"),
      "must be object",
    ],
    [
      "a key of others",
      LOCAL.replace("config:\n", "config:\n  kubernetes:context: x\n"),
      "must NOT have additional properties",
    ],
  ])("marks %s", (_, content, message) => {
    expect(content).not.toBe(LOCAL);
    expect(marked(content).join("\n")).toContain(message);
  });

  test("shows a line of description, and no more, for everything that can be written", () => {
    const { config } = configSchema().properties;
    const bare = undescribed(config.properties["kube-tracing:platform"], "platform");
    expect(bare).toEqual([]);
  });
});

/** Paths of properties without a description of one line. */
function undescribed(schema: any, path: string): string[] {
  return [
    ...Object.entries<any>(schema.properties ?? {}).flatMap(([key, field]) => {
      const inner = undescribed(field, `${path}.${key}`);
      const isKind = key === "kind" && (field.const !== undefined || field.enum !== undefined);
      const isFine = isKind || /^[^\n]{4,110}$/.test(field.description ?? "");
      return isFine ? inner : [`${path}.${key}`, ...inner];
    }),
    ...[...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((part) =>
      undescribed(part, path),
    ),
    ...(schema.items === undefined ? [] : undescribed(schema.items, `${path}[]`)),
  ];
}
