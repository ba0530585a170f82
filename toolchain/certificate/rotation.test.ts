import { X509Certificate, createPrivateKey } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Kept, isSignedBy, rotated } from "./rotation";

const NOW = new Date("2026-11-21T12:00:00Z");
const later = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * 60 * 1000);
const about = (now = NOW) => ({ name: "es", names: ["es.tracing.svc", "localhost"], now });

let first: Kept;
beforeAll(async () => {
  first = (await rotated(undefined, "ensure", about()))!;
});

test("the first certificate is for the names, fits its key and is signed by what is trusted", () => {
  const certificate = new X509Certificate(first.server.certificate);
  expect(certificate.subjectAltName).toBe("DNS:es.tracing.svc, DNS:localhost");
  expect(certificate.checkPrivateKey(createPrivateKey(first.server.key))).toBe(true);
  expect(isSignedBy(first.server, first.authority)).toBe(true);
  expect(first.trusted).toEqual([first.authority.certificate]);
  expect(certificate.ca).toBe(false);
  expect(new X509Certificate(first.authority.certificate).ca).toBe(true);
});

describe("ensure", () => {
  test("leaves alone what lasts another 30 days", async () => {
    expect(await rotated(first, "ensure", about(later(60)))).toBeUndefined();
  });

  test("renews what does not, by the same authority", async () => {
    const now = later(61);
    const next = (await rotated(first, "ensure", about(now)))!;
    expect(next.authority).toEqual(first.authority);
    expect(new X509Certificate(next.server.certificate).validTo).toBe("Apr 21 12:00:00 2027 GMT");
    expect(next.trusted).toEqual(first.trusted);
  });
});

describe("a new authority", () => {
  test("is trusted first, signs then, and the old one is forgotten last", async () => {
    const trusting = (await rotated(first, "trust", about()))!;
    expect(trusting.server).toEqual(first.server);
    expect(trusting.trusted).toEqual([trusting.authority.certificate, first.authority.certificate]);
    const signed = (await rotated(trusting, "renew", about()))!;
    expect(isSignedBy(signed.server, trusting.authority)).toBe(true);
    expect(isSignedBy(signed.server, first.authority)).toBe(false);
    expect(signed.trusted).toEqual(trusting.trusted);
    const alone = (await rotated(signed, "forget", about()))!;
    expect(alone).toEqual({ ...signed, trusted: [trusting.authority.certificate] });
  });

  test("cannot take the place of the old one before it has signed", async () => {
    const trusting = await rotated(first, "trust", about());
    await expect(rotated(trusting, "forget", about())).rejects.toThrow(
      "es: its certificate is signed by the authority that would be forgotten; first run: make certificate STEP=renew",
    );
  });
});
