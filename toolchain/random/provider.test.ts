import { compare } from "bcryptjs";
import { describe, expect, test } from "vitest";
import { RandomProvider } from "./provider";
import { secret } from "./values";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const provider = new RandomProvider("4.21.2");
const urn = (type: string): string =>
  `urn:pulumi:dev::project::kube-tracing:index:Oap$random:index/random${type}:Random${type}::name`;
const check = (type: string, inputs: object) => provider.check(urn(type), {}, inputs);

const TEXT_DEFAULTS = {
  lower: true,
  minLower: 0,
  minNumeric: 0,
  minSpecial: 0,
  minUpper: 0,
  number: true,
  numeric: true,
  special: true,
  upper: true,
};

describe("check", () => {
  test("fills in the defaults of the official plugin", async () => {
    expect(await check("Password", { length: 12, __defaults: [] })).toEqual({
      inputs: { ...TEXT_DEFAULTS, length: 12 },
      failures: [],
    });
    expect(await check("Id", { byteLength: 4 })).toEqual({
      inputs: { byteLength: 4 },
      failures: [],
    });
  });

  test("the old name of numeric counts for both", async () => {
    expect(await check("String", { length: 12, number: false })).toEqual({
      inputs: { ...TEXT_DEFAULTS, length: 12, number: false, numeric: false },
      failures: [],
    });
  });

  test("secrets stay secret, and are looked at", async () => {
    const keepers = secret({ a: "1" });
    const { inputs, failures } = await check("Password", { length: secret(0), keepers });
    expect(inputs).toEqual({ ...TEXT_DEFAULTS, length: secret(0), keepers });
    expect(failures).toEqual([{ property: "length", reason: "0 is too small, give 1 or more" }]);
  });

  test("what is not known yet is not judged", async () => {
    const inputs = { length: UNKNOWN, minUpper: 3, keepers: { a: UNKNOWN }, numeric: UNKNOWN };
    expect((await check("Password", inputs)).failures).toEqual([]);
    const none = { length: 9, upper: false, lower: false, numeric: false, special: UNKNOWN };
    expect((await check("Password", none)).failures).toEqual([]);
    expect((await check("Id", { byteLength: UNKNOWN, prefix: 3 })).failures).toEqual([
      { property: "prefix", reason: "3 is not a text" },
    ]);
  });

  test.each([
    ["Password", {}, [["length", "missing, give a whole number"]]],
    ["Password", { length: 0 }, [["length", "0 is too small, give 1 or more"]]],
    [
      "String",
      { length: 4, minUpper: 3, minNumeric: 2 },
      [["length", "4 is less than minUpper + minLower + minNumeric + minSpecial, 5"]],
    ],
    [
      "Password",
      { length: 4, minUpper: -1 },
      [["minUpper", "-1 is not a number of characters, give 0 or more"]],
    ],
    [
      "Password",
      { length: 4, number: true, numeric: false },
      [["number", "true contradicts numeric, false"]],
    ],
    [
      "Password",
      { length: 4, upper: false, lower: false, numeric: false, special: false },
      [["special", "at least one of upper, lower, numeric and special must be true"]],
    ],
    [
      "Password",
      { length: "12", special: "no", overrideSpecial: 3, keepers: { a: 1 } },
      [
        ["keepers", '{"a":1} is not a map of texts'],
        ["length", '"12" is not a whole number'],
        ["overrideSpecial", "3 is not a text"],
        ["special", '"no" is not true or false'],
      ],
    ],
    ["Id", { byteLength: 1.5 }, [["byteLength", "1.5 is not a whole number"]]],
    [
      "Id",
      { byteLength: 4, lenght: 3 },
      [["lenght", "there is no such input, only byteLength, keepers, prefix"]],
    ],
    ["Bytes", { length: 0 }, [["length", "0 is too small, give 1 or more"]]],
    ["Integer", { min: 3, max: 2 }, [["min", "3 is greater than max, 2"]]],
    [
      "Integer",
      { min: 1, max: 2, seed: "x" },
      [["seed", "the stand-in draws without a seed; the official plugin can use one"]],
    ],
    [
      "Pet",
      {},
      [
        [
          "",
          "random:index/randomPet:RandomPet: the stand-in of the random plugin has only RandomBytes, " +
            "RandomId, RandomInteger, RandomPassword, RandomString, RandomUuid. " +
            "The official plugin can: `pulumi plugin install resource random 4.21.2`.",
        ],
      ],
    ],
  ])("refuses %s %j", async (type, inputs, expected) => {
    expect((await check(type, inputs)).failures).toEqual(
      expected.map(([property, reason]) => ({ property, reason })),
    );
  });
});

describe("diff", () => {
  const state = { ...TEXT_DEFAULTS, length: 12, keepers: secret({ a: "1" }), result: "x" };
  const diff = (news: object) => provider.diff("none", urn("Password"), state, news);

  test("the same inputs change nothing, secret or not", async () => {
    const news = { ...TEXT_DEFAULTS, length: 12, keepers: { a: "1" } };
    expect(await diff(news)).toEqual({ changes: false, replaces: [] });
  });

  test("every other input forces a new value", async () => {
    const news = { ...TEXT_DEFAULTS, length: 13, special: false, overrideSpecial: "!" };
    expect(await diff(news)).toEqual({
      changes: true,
      replaces: ["keepers", "length", "overrideSpecial", "special"],
    });
  });
});

describe("create", () => {
  const create = async (type: string, inputs: object) => {
    const checked = await check(type, inputs);
    return provider.create(urn(type), checked.inputs);
  };

  test("RandomPassword: a secret text and its secret hash", async () => {
    const { id, outs } = await create("Password", { length: 20, keepers: { a: "1" } });
    const { result, bcryptHash, ...inputs } = outs;
    expect(id).toBe("none");
    expect(inputs).toEqual({ ...TEXT_DEFAULTS, length: 20, keepers: { a: "1" } });
    expect(result).toEqual(secret(expect.stringMatching(/^.{20}$/)));
    expect(await compare(result.value, bcryptHash.value)).toBe(true);
    expect(bcryptHash).toEqual(secret(bcryptHash.value));
  });

  test("RandomString: a plain text that is its id", async () => {
    const { id, outs } = await create("String", { length: 8, special: false, numeric: false });
    expect(id).toMatch(/^[A-Za-z]{8}$/);
    expect(outs).toMatchObject({ result: id, number: false, numeric: false });
  });

  test("RandomId: the same bytes in four forms, each with the prefix", async () => {
    const { id, outs } = await create("Id", { byteLength: 9, prefix: "p-" });
    const bytes = Buffer.from(id, "base64url");
    expect(bytes).toHaveLength(9);
    expect(outs).toEqual({
      byteLength: 9,
      prefix: "p-",
      b64Std: `p-${bytes.toString("base64")}`,
      b64Url: `p-${id}`,
      dec: `p-${BigInt(`0x${bytes.toString("hex")}`)}`,
      hex: `p-${bytes.toString("hex")}`,
    });
  });

  test("RandomBytes: the same secret bytes in two forms", async () => {
    const { id, outs } = await create("Bytes", { length: 16 });
    expect(id).toBe("none");
    expect(outs).toEqual({
      length: 16,
      base64: secret(Buffer.from(outs.hex.value, "hex").toString("base64")),
      hex: secret(expect.stringMatching(/^[0-9a-f]{32}$/)),
    });
  });

  test("RandomInteger: every number of the range, and no other", async () => {
    const drawn = await Promise.all(
      Array.from({ length: 200 }, () => create("Integer", { min: -1, max: 2 })),
    );
    expect(new Set(drawn.map(({ outs }) => outs.result))).toEqual(new Set([-1, 0, 1, 2]));
    expect(drawn.every(({ id, outs }) => id === String(outs.result))).toBe(true);
  });

  test("RandomUuid: a version 4 UUID", async () => {
    const { id, outs } = await create("Uuid", {});
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(outs).toEqual({ result: id });
  });
});

describe("read", () => {
  test("the state is what it is", async () => {
    const state = { length: 4, result: secret("abcd"), bcryptHash: secret("x") };
    expect(await provider.read("none", urn("Password"), state)).toEqual({
      id: "none",
      props: state,
    });
  });

  test("an import is refused", async () => {
    await expect(provider.read("abcd", urn("Password"), {})).rejects.toThrow(
      "random:index/randomPassword:RandomPassword: the stand-in cannot import. " +
        "The official plugin can: `pulumi plugin install resource random 4.21.2`.",
    );
  });
});
