/** Marks what is not plain data: sdk/nodejs/runtime/rpc.ts of @pulumi/pulumi 3.270. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Stands for a value that is not known at preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a program sent, as plain data, and where in it the secrets are. */
export interface Decoded {
  readonly value: unknown;
  /** Paths such as `stringData.token`. */
  readonly secrets: readonly string[];
}

/** Plain data out of what came over the wire; unknown values stay `UNKNOWN`. */
export function decode(sent: unknown, path = ""): Decoded {
  if (Array.isArray(sent)) {
    const items = sent.map((item, index) => decode(item, `${path}[${index}]`));
    return { value: items.map((item) => item.value), secrets: items.flatMap((i) => i.secrets) };
  }
  if (!isMap(sent)) return { value: sent, secrets: [] };
  if (sent[SIGNATURE] === SECRET) return { value: decode(sent["value"]).value, secrets: [path] };
  if (sent[SIGNATURE] === OUTPUT) {
    const inner = decode("value" in sent ? sent["value"] : UNKNOWN, path);
    return sent["secret"] === true ? { ...inner, secrets: [path] } : inner;
  }
  const fields = Object.entries(sent).map(([key, value]) => {
    const inner = decode(value, path === "" ? key : `${path}.${key}`);
    return { key, ...inner };
  });
  return {
    value: Object.fromEntries(fields.map(({ key, value }) => [key, value])),
    secrets: fields.flatMap((field) => field.secrets),
  };
}

/** A secret, as an engine sends it. */
export function secret(value: unknown) {
  return { [SIGNATURE]: SECRET, value };
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
