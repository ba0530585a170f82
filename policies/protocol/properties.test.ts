import { expect, test } from "vitest";
import { UNKNOWN } from "../unknown";
import { Properties } from "./properties";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_NUMBER = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";

test("secrets are read as their values, and what is not known yet as such", () => {
  const { fields } = new Properties({
    data: { token: secret("open-sesame"), keys: [secret(secret("a")), "b"] },
    spec: secret({ replicas: UNKNOWN_NUMBER, nothing: null }),
    metadata: UNKNOWN_TEXT,
  });
  expect(fields).toEqual({
    data: { token: "open-sesame", keys: ["a", "b"] },
    spec: { replicas: UNKNOWN, nothing: null },
    metadata: UNKNOWN,
  });
});

test("what is written again is the same", () => {
  const written = {
    data: { token: secret("open-sesame"), keys: [secret("a"), "b", UNKNOWN_TEXT] },
    spec: secret({ replicas: 2, nothing: null, env: [{ name: "a", value: secret("b") }] }),
  };
  expect(new Properties(written).written()).toEqual(written);
});

test("a secret stays one whatever it is changed to, and nothing else becomes one", () => {
  const properties = new Properties({ data: { token: secret("old"), open: "old" }, gone: 1 });
  Object.assign(properties.fields, { gone: undefined, data: properties.fields["data"] });
  Object.assign(Object(properties.fields["data"]), { token: "new", open: "new" });
  expect(properties.written()).toEqual({ data: { token: secret("new"), open: "new" } });
});

test("a secret moves with its map when a list is filtered", () => {
  const properties = new Properties({ env: [{ value: "a" }, { value: secret("b") }] });
  const { fields } = properties;
  if (Array.isArray(fields["env"])) fields["env"].shift();
  expect(properties.written()).toEqual({ env: [{ value: secret("b") }] });
});
