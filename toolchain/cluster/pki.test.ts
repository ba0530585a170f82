import { X509Certificate, createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AUTHORITIES, IDENTITIES } from "./identities";
import { ensurePki, reasonToRenew } from "./pki";

const NOW = new Date("2026-03-01T12:00:00Z");
const days = (count: number) => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000);

let folder: string;
const certificate = (name: string) =>
  new X509Certificate(readFileSync(join(folder, `${name}.crt`)));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pki-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  await ensurePki(folder, NOW);
});

describe("a fresh set", () => {
  test("is made where there was none, and kept from then on", async () => {
    const empty = mkdtempSync(join(tmpdir(), "pki-"));
    expect(await ensurePki(empty, NOW)).toBe("there were none");
    const before = readFileSync(join(empty, "admin.crt"), "utf8");
    expect(await ensurePki(empty, NOW)).toBeUndefined();
    expect(readFileSync(join(empty, "admin.crt"), "utf8")).toBe(before);
    rmSync(empty, { recursive: true });
  });

  test("only the owner can read its files", () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const files = readdirSync(folder);
    expect(files).toHaveLength(2 * (AUTHORITIES.length + IDENTITIES.length) + 2);
    for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  test("is valid for a year", () => {
    for (const name of [...AUTHORITIES, ...IDENTITIES.map(({ file }) => file)]) {
      expect(new Date(certificate(name).validTo)).toEqual(days(365));
      expect(new Date(certificate(name).validFrom)).toEqual(new Date("2026-03-01T11:55:00Z"));
    }
  });

  test("authorities sign, everybody else cannot", () => {
    for (const name of AUTHORITIES) expect(certificate(name).ca).toBe(true);
    for (const { file, issuer } of IDENTITIES) {
      expect(certificate(file).ca).toBe(false);
      expect(certificate(file).checkIssued(certificate(issuer))).toBe(true);
      expect(certificate(file).verify(certificate(issuer).publicKey)).toBe(true);
    }
  });

  test("an API client certificate does not open the database", () => {
    expect(certificate("admin").verify(certificate("etcd-ca").publicKey)).toBe(false);
    expect(certificate("etcd-client").verify(certificate("ca").publicKey)).toBe(false);
    expect(certificate("front-proxy-client").verify(certificate("ca").publicKey)).toBe(false);
  });

  test("the API server answers to its names and to no other", () => {
    const server = certificate("kube-apiserver");
    expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(server.checkIP("10.96.0.1")).toBe("10.96.0.1");
    expect(server.checkHost("kubernetes.default.svc")).toBe("kubernetes.default.svc");
    expect(server.checkHost("example.org")).toBeUndefined();
    expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  });

  test("client certificates carry user and group, and cannot serve", () => {
    expect(certificate("admin").subject).toBe("O=system:masters\nCN=kube-tracing-admin");
    expect(certificate("kwok").subject).toBe("CN=system:kwok");
    expect(certificate("admin").keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  });

  test("the token key has its public half", () => {
    const key = createPrivateKey(readFileSync(join(folder, "service-account.key")));
    const pub = createPublicKey(key).export({ type: "spki", format: "pem" });
    expect(readFileSync(join(folder, "service-account.pub"), "utf8")).toBe(pub);
  });
});

describe("a set is made anew", () => {
  test("when less than 30 days are left", () => {
    expect(reasonToRenew(folder, days(335))).toBeUndefined();
    expect(reasonToRenew(folder, days(336))).toBe("ca.crt ends on Mar  1 12:00:00 2027 GMT");
  });

  test("when a file is missing or damaged", async () => {
    rmSync(join(folder, "kwok.key"));
    expect(reasonToRenew(folder, NOW)).toBe("kwok.crt or kwok.key is missing or damaged");
    expect(await ensurePki(folder, NOW)).toBe("kwok.crt or kwok.key is missing or damaged");
    writeFileSync(join(folder, "etcd.crt"), "-----BEGIN CERTIFICATE-----\nMIIB");
    expect(reasonToRenew(folder, NOW)).toBe("etcd.crt or etcd.key is missing or damaged");
  });

  test("when a key belongs to another certificate", () => {
    writeFileSync(join(folder, "admin.key"), readFileSync(join(folder, "kwok.key")));
    expect(reasonToRenew(folder, NOW)).toBe("admin.key does not belong to admin.crt");
  });

  test("when it stems from two authorities, as after a crash in the middle of the work", async () => {
    const old = ["crt", "key"].map((kind) => readFileSync(join(folder, `admin.${kind}`)));
    rmSync(join(folder, "ca.key"));
    await ensurePki(folder, NOW);
    for (const [index, kind] of ["crt", "key"].entries()) {
      writeFileSync(join(folder, `admin.${kind}`), old[index] ?? "");
    }
    expect(reasonToRenew(folder, NOW)).toBe("admin.crt is not signed by ca.crt");
  });

  test("when a certificate was made for somebody else", () => {
    for (const kind of ["crt", "key"]) {
      writeFileSync(join(folder, `kwok.${kind}`), readFileSync(join(folder, `admin.${kind}`)));
    }
    expect(reasonToRenew(folder, NOW)).toBe("kwok.crt names someone else");
  });

  test("but the token key stays, so that tokens stay valid", async () => {
    const key = readFileSync(join(folder, "service-account.key"), "utf8");
    rmSync(join(folder, "ca.crt"));
    rmSync(join(folder, "service-account.pub"));
    expect(await ensurePki(folder, NOW)).toBe("there were none");
    expect(readFileSync(join(folder, "service-account.key"), "utf8")).toBe(key);
    expect(readdirSync(folder)).toContain("service-account.pub");
  });
});
