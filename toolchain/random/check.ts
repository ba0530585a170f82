/** Whether inputs are what a kind of resource takes. */

import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Input, Kind, PropertyType } from "./kinds";
import { type Properties, isProperties, isUnknown, plain } from "./values";

/** The given inputs with every default filled in. */
export function settle(kind: Kind, given: Properties): Properties {
  const defaults = Object.entries(kind.inputs)
    .filter(([, input]) => "default" in input)
    .map(([name, input]) => [name, input.default] as const);
  const inputs: Properties = { ...Object.fromEntries(defaults), ...given };
  return kind.settle ? kind.settle(inputs) : inputs;
}

/** Everything that is wrong with settled inputs; what is unknown yet is looked at once it is known. */
export function failures(kind: Kind, settled: Properties): readonly CheckFailure[] {
  const inputs = Object.fromEntries(
    Object.entries(settled).map(([name, value]) => [name, plain(value)]),
  );
  const wrong = [
    ...Object.keys(inputs).flatMap((name) => unknownName(kind, name)),
    ...Object.entries(kind.inputs).flatMap(([name, input]) => wrongType(name, input, inputs[name])),
  ];
  if (wrong.length > 0 || Object.values(inputs).some(isUnknown)) return wrong;
  return kind.refuse(inputs);
}

function unknownName(kind: Kind, name: string): readonly CheckFailure[] {
  if (name in kind.inputs) return [];
  const known = Object.keys(kind.inputs).sort().join(", ");
  return [{ property: name, reason: `there is no such input, only ${known}` }];
}

function wrongType(
  name: string,
  { type, required }: Input,
  value: unknown,
): readonly CheckFailure[] {
  if (isUnknown(value)) return [];
  if (value === undefined || value === null) {
    return required ? [{ property: name, reason: `missing, give ${NEEDED[type]}` }] : [];
  }
  if (HAS_TYPE[type](value)) return [];
  return [{ property: name, reason: `${JSON.stringify(value)} is not ${NEEDED[type]}` }];
}

const NEEDED: Readonly<Record<PropertyType, string>> = {
  integer: "a whole number",
  boolean: "true or false",
  string: "a text",
  map: "a map of texts",
};

const HAS_TYPE: Readonly<Record<PropertyType, (value: unknown) => boolean>> = {
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  map: (value) =>
    isProperties(value) &&
    Object.values(value).every((item) => typeof item === "string" || isUnknown(item)),
};
