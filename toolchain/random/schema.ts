/** The package schema of the stand-in, in the form of the official one. */

import { KINDS, type Input, type Kind, type Output } from "./kinds";

/** @see https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema/ */
export function schemaOf(version: string): object {
  return {
    name: "random",
    version,
    resources: Object.fromEntries(
      Object.entries(KINDS).map(([token, kind]) => [token, resourceOf(kind)]),
    ),
  };
}

function resourceOf(kind: Kind): object {
  return {
    properties: propertiesOf({ ...kind.inputs, ...kind.outputs }),
    required: Object.keys(kind.outputs),
    inputProperties: propertiesOf(kind.inputs),
    requiredInputs: Object.entries(kind.inputs)
      .filter(([, input]) => input.required)
      .map(([name]) => name),
  };
}

function propertiesOf(properties: Readonly<Record<string, Input & Output>>): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, secret }]) => [
      name,
      {
        ...(type === "map"
          ? { type: "object", additionalProperties: { type: "string" } }
          : { type }),
        ...(secret ? { secret } : {}),
      },
    ]),
  );
}
