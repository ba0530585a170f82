/** The resources of the stand-in, with the names, defaults and rules of the official plugin. */

import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import { hash } from "bcryptjs";
import { type TextRules, randomText } from "./text";
import type { Properties } from "./values";

export type PropertyType = "integer" | "boolean" | "string" | "map";

export interface Input {
  readonly type: PropertyType;
  readonly required?: true;
  readonly default?: number | boolean;
}

export interface Output {
  readonly type: PropertyType;
  readonly secret?: true;
}

export interface Created {
  readonly id: string;
  readonly outs: Properties;
}

/** One resource type. What is not an input is an output; every input is an output as well. */
export interface Kind {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, Output>>;
  /** Fills in what depends on other inputs, which may be unknown. */
  readonly settle?: (inputs: Properties) => Properties;
  /** What is wrong with inputs whose types are right and that are all known. */
  readonly refuse: (inputs: Properties) => readonly CheckFailure[];
  readonly create: (inputs: Properties) => Created | Promise<Created>;
}

const KEEPERS = { keepers: { type: "map" } } as const;
const COUNT = { type: "integer", default: 0 } as const;
const SWITCH = { type: "boolean", default: true } as const;

const TEXT_INPUTS = {
  ...KEEPERS,
  length: { type: "integer", required: true },
  lower: SWITCH,
  minLower: COUNT,
  minNumeric: COUNT,
  minSpecial: COUNT,
  minUpper: COUNT,
  number: { type: "boolean" },
  numeric: { type: "boolean" },
  overrideSpecial: { type: "string" },
  special: SWITCH,
  upper: SWITCH,
} as const;

const TEXT = { type: "string" } as const;
const SECRET = { type: "string", secret: true } as const;

const randomPassword: Kind = {
  inputs: TEXT_INPUTS,
  outputs: { bcryptHash: SECRET, result: SECRET },
  settle: settleNumeric,
  refuse: refuseText,
  async create(inputs) {
    const result = randomText(textRules(inputs));
    return { id: "none", outs: { result, bcryptHash: await hash(result, 10) } };
  },
};

const randomString: Kind = {
  inputs: TEXT_INPUTS,
  outputs: { result: TEXT },
  settle: settleNumeric,
  refuse: refuseText,
  create(inputs) {
    const result = randomText(textRules(inputs));
    return { id: result, outs: { result } };
  },
};

const randomId: Kind = {
  inputs: { ...KEEPERS, byteLength: { type: "integer", required: true }, prefix: TEXT },
  outputs: { b64Std: TEXT, b64Url: TEXT, dec: TEXT, hex: TEXT },
  refuse: (inputs) => atLeastOne(inputs, "byteLength"),
  create(inputs) {
    const bytes = randomBytes(integer(inputs, "byteLength"));
    const id = bytes.toString("base64url");
    const forms = {
      b64Std: bytes.toString("base64"),
      b64Url: id,
      dec: BigInt(`0x${bytes.toString("hex")}`).toString(),
      hex: bytes.toString("hex"),
    };
    const prefix = text(inputs, "prefix");
    const outs = Object.entries(forms).map(([name, value]) => [name, prefix + value] as const);
    return { id, outs: Object.fromEntries(outs) };
  },
};

const randomBytesKind: Kind = {
  inputs: { ...KEEPERS, length: { type: "integer", required: true } },
  outputs: { base64: SECRET, hex: SECRET },
  refuse: (inputs) => atLeastOne(inputs, "length"),
  create(inputs) {
    const bytes = randomBytes(integer(inputs, "length"));
    return { id: "none", outs: { base64: bytes.toString("base64"), hex: bytes.toString("hex") } };
  },
};

const randomInteger: Kind = {
  inputs: {
    ...KEEPERS,
    max: { type: "integer", required: true },
    min: { type: "integer", required: true },
    seed: TEXT,
  },
  outputs: { result: { type: "integer" } },
  refuse(inputs) {
    const [min, max] = [integer(inputs, "min"), integer(inputs, "max")];
    return [
      ...(min > max ? [failure("min", `${min} is greater than max, ${max}`)] : []),
      ...(text(inputs, "seed")
        ? [failure("seed", "the stand-in draws without a seed; the official plugin can use one")]
        : []),
    ];
  },
  create(inputs) {
    const result = randomInt(integer(inputs, "min"), integer(inputs, "max") + 1);
    return { id: String(result), outs: { result } };
  },
};

const randomUuid: Kind = {
  inputs: KEEPERS,
  outputs: { result: TEXT },
  refuse: () => [],
  create() {
    const result = randomUUID();
    return { id: result, outs: { result } };
  },
};

/** By type token. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "random:index/randomBytes:RandomBytes": randomBytesKind,
  "random:index/randomId:RandomId": randomId,
  "random:index/randomInteger:RandomInteger": randomInteger,
  "random:index/randomPassword:RandomPassword": randomPassword,
  "random:index/randomString:RandomString": randomString,
  "random:index/randomUuid:RandomUuid": randomUuid,
};

function textRules(inputs: Properties): TextRules {
  return {
    length: integer(inputs, "length"),
    upper: inputs["upper"] === true,
    lower: inputs["lower"] === true,
    numeric: inputs["numeric"] === true,
    special: inputs["special"] === true,
    minUpper: integer(inputs, "minUpper"),
    minLower: integer(inputs, "minLower"),
    minNumeric: integer(inputs, "minNumeric"),
    minSpecial: integer(inputs, "minSpecial"),
    overrideSpecial: text(inputs, "overrideSpecial"),
  };
}

/** `number` is the old name of `numeric`: whichever is given counts for both. */
function settleNumeric(inputs: Properties): Properties {
  const value = inputs["numeric"] ?? inputs["number"] ?? true;
  return { number: value, numeric: value, ...inputs };
}

function refuseText(inputs: Properties): readonly CheckFailure[] {
  const rules = textRules(inputs);
  const sum = rules.minUpper + rules.minLower + rules.minNumeric + rules.minSpecial;
  const reasons: (CheckFailure | false)[] = [
    ...atLeastOne(inputs, "length"),
    ...["minUpper", "minLower", "minNumeric", "minSpecial"].map(
      (name) =>
        integer(inputs, name) < 0 &&
        failure(name, `${integer(inputs, name)} is not a number of characters, give 0 or more`),
    ),
    rules.length < sum &&
      failure(
        "length",
        `${rules.length} is less than minUpper + minLower + minNumeric + minSpecial, ${sum}`,
      ),
    inputs["number"] !== inputs["numeric"] &&
      failure("number", `${String(!rules.numeric)} contradicts numeric, ${String(rules.numeric)}`),
    !(rules.upper || rules.lower || rules.numeric || rules.special) &&
      failure("special", "at least one of upper, lower, numeric and special must be true"),
  ];
  return reasons.filter((reason) => reason !== false);
}

function atLeastOne(inputs: Properties, name: string): readonly CheckFailure[] {
  const value = integer(inputs, name);
  return value < 1 ? [failure(name, `${value} is too small, give 1 or more`)] : [];
}

function failure(property: string, reason: string): CheckFailure {
  return { property, reason };
}

function integer(inputs: Properties, name: string): number {
  return Number(inputs[name]);
}

function text(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}
