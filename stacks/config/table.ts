import { z } from "zod";
import { keepDefault } from "./json-schema";
import { platform } from "./platform";
import { listed } from "./problems";

/** One line of the configuration's documentation. */
export interface Field {
  /**
   * Where it stands, from the title of its table on: `skywalking.storage.server.volume.size`. Behind
   * a choice it names the choice: `skywalking.storage(elasticsearch).shards`.
   */
  readonly path: string;
  /** `text`, `memory`, `one of a or b`, or the title of another table. */
  readonly type: string;
  readonly required: boolean;
  /** What is used when it is left out; absent when it must be given, or depends on others. */
  readonly default?: string;
  readonly description: string;
}

/** The fields of the platform, or of a part that stands in several places. */
export interface FieldTable {
  /** `platform`, or the name of the part, such as `Resources`. */
  readonly title: string;
  readonly fields: readonly Field[];
}

type Schema = z.core.JSONSchema.JSONSchema;

/** Every field of `platform`, out of the schema that checks it. */
export function configTable(): FieldTable[] {
  const schema = z.toJSONSchema(platform, { io: "input", override: keepDefault });
  const parts = Object.entries(schema.$defs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [["platform", schema] as const, ...parts].map(([title, part]) => ({
    title,
    fields: fieldsOf(part, ""),
  }));
}

function fieldsOf(schema: Schema | undefined, at: string): Field[] {
  if (schema === undefined || schema.title !== undefined) return [];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
      const field = schemaOf(property);
      if (field === undefined || (key === "kind" && field.description === undefined)) return [];
      const path = at === "" ? key : `${at}.${key}`;
      return [
        fieldOf(field, path, schema.required?.includes(key) ?? false),
        ...fieldsOf(field, path),
      ];
    }),
    ...fieldsOf(schemaOf(schema.items), `${at}[]`),
    ...fieldsOf(schemaOf(schema.additionalProperties), `${at}.<name>`),
    ...(schema.oneOf ?? []).flatMap((choice) => {
      const path = `${at}(${kindOf(choice)})`;
      return [{ ...fieldOf(choice, path, false), type: "choice" }, ...fieldsOf(choice, path)];
    }),
  ];
}

function fieldOf(schema: Schema, path: string, required: boolean): Field {
  return {
    path,
    type: typeOf(schema),
    required,
    ...(schema.default === undefined ? {} : { default: JSON.stringify(schema.default) }),
    description: schema.description ?? "",
  };
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return `one of ${listed(schema.enum.map(String), "or")}`;
  if (schema.oneOf !== undefined)
    return `one of ${listed(
      schema.oneOf.flatMap((choice) => kindOf(choice).split("|")),
      "or",
    )}`;
  if (schema.anyOf !== undefined) return listed(schema.anyOf.map(typeOf), "or");
  const inner = schemaOf(schema.type === "array" ? schema.items : schema.additionalProperties);
  const of = inner === undefined ? "" : ` of ${typeOf(inner)}`;
  const types = [schema.type ?? []].flat();
  return `${listed(
    types.map((type) => TYPES[type] ?? type),
    "or",
  )}${of}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: "list",
  boolean: "true or false",
  integer: "whole number",
  number: "number",
  object: "map",
  string: "text",
};

function kindOf(choice: Schema): string {
  const kind = schemaOf(choice.properties?.["kind"] ?? choice.properties?.["mode"]);
  return [kind?.const ?? kind?.enum].flat().map(String).join("|");
}

function schemaOf(value: Schema["items"]): Schema | undefined {
  return typeof value === "object" && !Array.isArray(value) ? value : undefined;
}
