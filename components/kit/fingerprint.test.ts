import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { expect, test } from "vitest";
import { render, valueOf } from "./testing";
import { fingerprint, hash8 } from "./fingerprint";

test("eight hexadecimal digits, whatever the value", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => /^[0-9a-f]{8}$/.test(hash8(value))));
});

test("the same content has the same digits in any order of keys, and no other", () => {
  expect(hash8({ a: 1, b: { c: [1, 2] } })).toBe(hash8({ b: { c: [1, 2] }, a: 1 }));
  expect(hash8({ a: [1, 2] })).not.toBe(hash8({ a: [2, 1] }));
  expect(hash8("")).toBe("ffcaaa85"); // FNV-1a of two quotation marks
});

test("what is secret neither counts nor makes the digits secret", async () => {
  await render(async () => {
    const of = (value: pulumi.Input<string>) => fingerprint({ A: value, B: "b" }, (env) => env);
    const secret = of(pulumi.secret("one"));
    expect(await pulumi.isSecret(secret)).toBe(false);
    expect(await valueOf(secret)).toBe(await valueOf(of(pulumi.secret("two"))));
    const named = fingerprint({}, () => ({ volume: pulumi.secret("name") }));
    expect(await pulumi.isSecret(named)).toBe(false);
    expect(await valueOf(of("one"))).not.toBe(await valueOf(of("two")));
    expect(await valueOf(of(pulumi.output("one")))).toBe(await valueOf(of("one")));
  });
});
