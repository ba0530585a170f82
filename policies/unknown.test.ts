import { expect, test } from "vitest";
import { readable, Undecided, UNKNOWN } from "./unknown";

test("what is known is the same object, without a guard", () => {
  const value = { spec: { replicas: 2, list: [1, { a: null }] } };
  expect(readable(value)).toBe(value);
});

test("reading an unknown part stops there, and says where", () => {
  const value: any = readable({ spec: { replicas: UNKNOWN, ports: [{ port: 1 }, UNKNOWN] } });
  expect(() => value.spec.replicas).toThrow(new Undecided("spec.replicas"));
  expect(() => value.spec.ports.map(({ port }: any) => port)).toThrow(
    "spec.ports[1] is not known yet",
  );
  expect(() => readable(UNKNOWN, "spec")).toThrow("spec is not known yet");
});

test("what is known beside it can be read, counted and listed", () => {
  const value: any = readable({ spec: { replicas: UNKNOWN, ports: [{ port: 1 }] } });
  expect(Object.keys(value.spec)).toEqual(["replicas", "ports"]);
  expect(value.spec.ports.map(({ port }: any) => port)).toEqual([1]);
  expect(Array.isArray(value.spec.ports)).toBe(true);
});
