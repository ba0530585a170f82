/** Certificates of the local cluster: three authorities and one key pair per identity, valid for a year. */

import "reflect-metadata";
import {
  X509Certificate,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from "node:crypto";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import * as x509 from "@peculiar/x509";
import { readIfThere, writePrivate } from "../files";
import {
  AUTHORITIES,
  type Authority,
  IDENTITIES,
  type Identity,
  certificateFile,
  keyFile,
  tokenCheckFile,
} from "./identities";

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 365;
/** A set with a certificate that ends sooner is made anew. */
const RENEW_DAYS = 30;
/** Certificates count from a little earlier, for clocks that are set back. */
const BACKDATE_MS = 5 * 60 * 1000;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/**
 * Makes sure that the folder holds a complete, matching and fresh set. All certificates are made anew
 * when one of them does not fit; the service-account key stays, so that tokens in the cluster stay valid.
 * @returns what was wrong with the old set, or undefined when it was kept
 */
export async function ensurePki(
  folder: string,
  now = new Date(),
  identities = IDENTITIES,
): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  ensureServiceAccountKey(folder);
  const reason = reasonToRenew(folder, now, identities);
  if (reason !== undefined) await issueAll(folder, now, identities);
  return reason;
}

/** Why the set in the folder cannot stay, or undefined. */
export function reasonToRenew(
  folder: string,
  now: Date,
  identities = IDENTITIES,
): string | undefined {
  if (readIfThere(certificateFile(folder, "ca")) === undefined) return "there were none";
  const authorities = new Map<Authority, X509Certificate>();
  for (const name of AUTHORITIES) {
    const found = readPair(folder, name, now);
    if (typeof found === "string") return found;
    authorities.set(name, found);
  }
  for (const identity of identities) {
    const { file, issuer } = identity;
    const found = readPair(folder, file, now);
    if (typeof found === "string") return found;
    const authority = authorities.get(issuer);
    if (!authority || !found.verify(authority.publicKey)) {
      return `${file}.crt is not signed by ${issuer}.crt`;
    }
    if (found.subject !== subjectText(identity) || found.subjectAltName !== hostText(identity)) {
      return `${file}.crt names someone else`;
    }
  }
  return undefined;
}

function readPair(folder: string, name: string, now: Date): X509Certificate | string {
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile(folder, name)));
    const key = createPrivateKey(readFileSync(keyFile(folder, name)));
    if (!certificate.checkPrivateKey(key)) return `${name}.key does not belong to ${name}.crt`;
    const daysLeft = (Date.parse(certificate.validTo) - now.getTime()) / DAY_MS;
    return daysLeft >= RENEW_DAYS ? certificate : `${name}.crt ends on ${certificate.validTo}`;
  } catch {
    return `${name}.crt or ${name}.key is missing or damaged`;
  }
}

const subjectText = ({ group, name }: Identity) =>
  group === undefined ? `CN=${name}` : `O=${group}\nCN=${name}`;

const hostText = ({ hosts }: Identity) =>
  hosts?.map(({ type, value }) => `${type === "dns" ? "DNS" : "IP Address"}:${value}`).join(", ");

async function issueAll(folder: string, now: Date, identities: readonly Identity[]): Promise<void> {
  const authorities = new Map<Authority, Issuer>();
  for (const name of AUTHORITIES) authorities.set(name, await issueAuthority(folder, name, now));
  for (const identity of identities) {
    const issuer = authorities.get(identity.issuer);
    if (issuer) await issueIdentity(folder, identity, { issuer, now });
  }
}

interface Issuer {
  certificate: x509.X509Certificate;
  key: CryptoKey;
}

async function issueAuthority(folder: string, name: Authority, now: Date): Promise<Issuer> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`kube-tracing-local-${name}`] }],
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity(now),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writePair(folder, name, { certificate, key: keys.privateKey });
  return { certificate, key: keys.privateKey };
}

async function issueIdentity(
  folder: string,
  identity: Identity,
  { issuer, now }: { issuer: Issuer; now: Date },
): Promise<void> {
  const { file, name, group, usages, hosts } = identity;
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [...(group === undefined ? [] : [{ O: [group] }]), { CN: [name] }],
    issuer: issuer.certificate.subjectName.toJSON(),
    publicKey: keys.publicKey,
    signingKey: issuer.key,
    signingAlgorithm: ALGORITHM,
    ...validity(now),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(usages.map((usage) => x509.ExtendedKeyUsage[usage])),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
      ...(hosts ? [new x509.SubjectAlternativeNameExtension([...hosts])] : []),
    ],
  });
  await writePair(folder, file, { certificate, key: keys.privateKey });
}

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

const validity = (now: Date) => ({
  notBefore: new Date(now.getTime() - BACKDATE_MS),
  notAfter: new Date(now.getTime() + VALID_DAYS * DAY_MS),
});

async function writePair(
  folder: string,
  name: string,
  { certificate, key }: Issuer,
): Promise<void> {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", key);
  writePrivate(keyFile(folder, name), x509.PemConverter.encode(pkcs8, "PRIVATE KEY") + "\n");
  writePrivate(certificateFile(folder, name), certificate.toString("pem") + "\n");
}

function ensureServiceAccountKey(folder: string): void {
  const file = keyFile(folder, "service-account");
  let key;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch {
    key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    writePrivate(file, key.export({ type: "pkcs8", format: "pem" }));
  }
  const check = createPublicKey(key).export({ type: "spki", format: "pem" });
  if (readIfThere(tokenCheckFile(folder)) !== check) writePrivate(tokenCheckFile(folder), check);
}
