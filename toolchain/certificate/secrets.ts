/** The objects in which a cluster keeps a certificate and its authority. */

import { field } from "../kubernetes";
import type { Kept } from "./rotation";

/** Name of the Secret of the authority, beside the one of the server. */
export const authorityName = (secret: string) => `${secret}-authority`;

/** What two Secrets hold; undefined when one is missing. */
export function keptIn(server: unknown, authority: unknown): Kept | undefined {
  if (server === undefined || authority === undefined) return undefined;
  return {
    authority: { certificate: valueOf(authority, "tls.crt"), key: valueOf(authority, "tls.key") },
    server: { certificate: valueOf(server, "tls.crt"), key: valueOf(server, "tls.key") },
    trusted: valueOf(server, "ca.crt").match(PEM) ?? [],
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g;

/** The Secrets: pods mount the first one, and nobody the second. */
export function secretsOf(kept: Kept, { namespace, name }: { namespace: string; name: string }) {
  const secret = (title: string, stringData: Record<string, string>) => ({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    metadata: { name: title, namespace },
    stringData,
  });
  const { authority, server, trusted } = kept;
  return [
    secret(name, {
      "tls.crt": server.certificate,
      "tls.key": server.key,
      "ca.crt": trusted.join(""),
    }),
    secret(authorityName(name), { "tls.crt": authority.certificate, "tls.key": authority.key }),
  ];
}

/** A namespace that admits nothing but pods of the Pod Security Standard `restricted`. */
export function namespaceOf(name: string) {
  const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function valueOf(secret: unknown, key: string): string {
  const value = field(secret, "data", key);
  return typeof value === "string" ? Buffer.from(value, "base64").toString() : "";
}
