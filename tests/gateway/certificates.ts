/** Certificates of the tests, in PEM. */

import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR_MS = 60 * 60 * 1000;

export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** Signs certificates. */
export interface Authority {
  /** Its own certificate. */
  readonly ca: string;
  issue(name: string, hosts?: readonly string[]): Promise<Pair>;
}

export async function authority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    ca: own.toString("pem"),
    async issue(subject, hosts = []) {
      const { publicKey, privateKey } = await newKeys();
      const names = hosts.map((value) => ({ type: "dns" as const, value }));
      const certificate = await x509.X509CertificateGenerator.create({
        subject: [{ CN: [subject] }],
        issuer: own.subjectName.toJSON(),
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        ...validity(),
        extensions: [new x509.SubjectAlternativeNameExtension(names)],
      });
      const pkcs8 = await crypto.subtle.exportKey("pkcs8", privateKey);
      return {
        certificate: certificate.toString("pem"),
        key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"),
      };
    },
  };
}

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

const validity = () => ({
  notBefore: new Date(Date.now() - HOUR_MS),
  notAfter: new Date(Date.now() + 24 * HOUR_MS),
});
