import * as pulumi from "@pulumi/pulumi";
import type { Metadata } from "./metadata";

/** Who signs, for cert-manager. An issuer that the platform makes is known when it is there. */
export interface Issuer {
  name: pulumi.Input<string>;
  kind: "Issuer" | "ClusterIssuer";
}

/**
 * Where a server's certificate comes from: a Secret with `tls.crt`, `tls.key` and `ca.crt` that
 * someone else keeps, or one that cert-manager keeps for us.
 */
export type Certificate =
  { kind: "secret"; name: pulumi.Input<string> } | { kind: "certManager"; issuer: Issuer };

/** What the API server trusts a server by that it calls itself. */
export type CalledCertificate =
  /** cert-manager keeps it, and writes its CA to where the API server reads it. */
  | { kind: "certManager"; issuer: Issuer }
  /** A Secret with `tls.crt` and `tls.key` for `<name>.<namespace>.svc`, signed by a CA in PEM. */
  | { kind: "secret"; name: pulumi.Input<string>; ca: pulumi.Input<string> };

/** The CA as the API server reads it; absent where cert-manager writes it. */
export function caBundleOf(certificate: CalledCertificate): { caBundle?: pulumi.Output<string> } {
  if (certificate.kind === "certManager") return {};
  const { ca } = certificate;
  return { caBundle: pulumi.output(ca).apply((pem) => Buffer.from(pem).toString("base64")) };
}

/** What lets cert-manager write the CA of a Certificate; absent where it is given. */
export function injectedCa(
  certificate: CalledCertificate,
  { name, namespace }: Pick<Metadata, "name" | "namespace">,
) {
  if (certificate.kind === "secret") return {};
  const key = "cert-manager.io/inject-ca-from";
  return { annotations: { [key]: pulumi.interpolate`${namespace}/${name}` } };
}

/** What a client needs to trust a server: one key of a Secret or ConfigMap, in PEM. */
export type CaBundle =
  | { kind: "secret"; name: pulumi.Input<string>; key: string }
  | { kind: "configMap"; name: pulumi.Input<string>; key: string };

/** Name of the Secret of a certificate: the given one, or the one that cert-manager keeps for an object of this name. */
export function secretOf(certificate: Certificate, name: string): pulumi.Input<string> {
  return certificate.kind === "secret" ? certificate.name : `${name}-tls`;
}

/** A cert-manager Certificate for these names; its Secret is `<name>-tls`. */
export function certificateObject(
  metadata: Metadata,
  issuer: Issuer,
  dnsNames: pulumi.Input<string>[],
) {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata,
    spec: certificateSpec(`${metadata.name}-tls`, issuer, dnsNames),
  };
}

/**
 * Spec of a cert-manager Certificate, renewed a month before its end.
 * @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec
 */
function certificateSpec(secretName: string, issuer: Issuer, dnsNames: pulumi.Input<string>[]) {
  return {
    secretName,
    issuerRef: { ...issuer, group: "cert-manager.io" },
    dnsNames,
    duration: "2160h",
    renewBefore: "720h",
    privateKey: { algorithm: "RSA", encoding: "PKCS8", size: 2048, rotationPolicy: "Always" },
    usages: ["server auth", "client auth"],
  };
}

/** The volume that holds a CA bundle as `ca.crt`. */
export function caVolume(name: string, ca: CaBundle) {
  const items = [{ key: ca.key, path: "ca.crt" }];
  return ca.kind === "secret"
    ? { name, secret: { secretName: ca.name, items } }
    : { name, configMap: { name: ca.name, items } };
}
