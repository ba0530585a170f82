import type * as pulumi from "@pulumi/pulumi";
import type { Metadata } from "../kit/metadata";
import type { Problem } from "../kit/refusal";
import { type DnsProvider, dnsProvider } from "./dns";

/** A key of a Secret in the namespace of cert-manager. */
export interface SecretKey {
  name: pulumi.Input<string>;
  key: string;
}

/** For which names a solver is. */
interface Zoned {
  /** Names with all below them. @default every name */
  zones?: readonly string[];
}

/** How a name is proven to an ACME server. */
export type AcmeSolver = Zoned &
  (
    | { kind: "http01Ingress"; className: string }
    | { kind: "http01Gateway"; gateway: { name: string; namespace: string } }
    | { kind: "dns01"; provider: DnsProvider }
  );

/** Where the certificates of a ClusterIssuer come from. */
export type IssuerSource =
  /** A CA that cert-manager makes for the platform and keeps: what programs of it trust each other by. */
  | {
      kind: "selfSigned";
      /** Name of the CA in its certificate. @default the name of the issuer */
      commonName?: string;
      /** How long the CA is valid. @default 10 */
      years?: number;
    }
  /** A CA in a Secret with `tls.crt` and `tls.key` in the namespace of cert-manager. */
  | { kind: "ca"; secret: pulumi.Input<string> }
  /** A public CA such as Let's Encrypt, for names that the world knows. */
  | {
      kind: "acme";
      /** Address of the directory, such as `https://acme-v02.api.letsencrypt.org/directory`. */
      server: string;
      /** Who is told when something is wrong. */
      email: string;
      /** The first that fits a name is taken. */
      solvers: readonly AcmeSolver[];
    };

const API = "cert-manager.io/v1";
const YEARS = 10;
const HOURS_OF_YEAR = 8760;

/** Issues the first certificate of a CA, which nobody else can sign. */
export function bootstrapIssuer(metadata: Metadata) {
  return { apiVersion: API, kind: "Issuer", metadata, spec: { selfSigned: {} } };
}

/**
 * The CA itself: renewed when a quarter of its time is left, so that what it signed ends before it.
 * @see https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers
 */
export function caCertificate(
  metadata: Metadata,
  issuer: pulumi.Input<string>,
  { commonName = metadata.name, years = YEARS }: Extract<IssuerSource, { kind: "selfSigned" }>,
) {
  const spec = {
    isCA: true,
    commonName,
    secretName: metadata.name,
    issuerRef: { name: issuer, kind: "Issuer", group: "cert-manager.io" },
    duration: `${years * HOURS_OF_YEAR}h`,
    renewBefore: `${(years * HOURS_OF_YEAR) / 4}h`,
    privateKey: { algorithm: "ECDSA", encoding: "PKCS8", size: 256, rotationPolicy: "Always" },
    usages: ["cert sign", "crl sign"],
  };
  return { apiVersion: API, kind: "Certificate", metadata, spec };
}

/** Metadata of what has no namespace. */
interface Shared {
  name: pulumi.Input<string>;
  labels: Metadata["labels"];
}

/** Signs with the CA in a Secret. */
export function caIssuer(metadata: Shared, secretName: pulumi.Input<string>) {
  return { apiVersion: API, kind: "ClusterIssuer", metadata, spec: { ca: { secretName } } };
}

/** Asks an ACME server. @see https://cert-manager.io/docs/reference/api-docs/#acme.cert-manager.io/v1.ACMEIssuer */
export function acmeIssuer(
  metadata: Shared,
  name: string,
  { server, email, solvers }: Extract<IssuerSource, { kind: "acme" }>,
) {
  const acme = {
    server,
    email,
    privateKeySecretRef: { name: `${name}-account` },
    solvers: solvers.map((solver) => ({
      ...(solver.zones === undefined ? {} : { selector: { dnsZones: [...solver.zones] } }),
      ...solved(solver),
    })),
  };
  return { apiVersion: API, kind: "ClusterIssuer", metadata, spec: { acme } };
}

function solved(solver: AcmeSolver) {
  switch (solver.kind) {
    case "http01Ingress":
      return { http01: { ingress: { ingressClassName: solver.className } } };
    case "http01Gateway":
      return { http01: { gatewayHTTPRoute: { parentRefs: [{ ...solver.gateway }] } } };
    case "dns01":
      return { dns01: dnsProvider(solver.provider) };
  }
}

/** What is wrong with the issuers. */
export function issuerChecks(issuers: Readonly<Record<string, IssuerSource>>): (true | Problem)[] {
  return Object.entries(issuers).flatMap(([name, source]) => [
    /^[a-z0-9]([-a-z0-9.]{0,55}[a-z0-9])?$/.test(name) || {
      field: `issuers.${name}`,
      got: name,
      want: "a name of small letters, digits, dots and -, 57 at most",
    },
    ...checksOf(`issuers.${name}`, source),
  ]);
}

function checksOf(field: string, source: IssuerSource): (true | Problem)[] {
  switch (source.kind) {
    case "ca":
      return [];
    case "selfSigned": {
      const { years = YEARS } = source;
      const fits = Number.isInteger(years) && years >= 1 && years <= 30;
      return [fits || { field: `${field}.years`, got: years, want: "a whole number, 1 to 30" }];
    }
    case "acme":
      return acmeChecks(field, source);
  }
}

function acmeChecks(
  field: string,
  { server, email, solvers }: Extract<IssuerSource, { kind: "acme" }>,
): (true | Problem)[] {
  const everyName = solvers.filter(({ zones }) => zones === undefined).length;
  const gives = "one solver for every name at most: of two, nobody knows which is taken";
  return [
    /^https:\/\/[^/]+\/./.test(server) || {
      field: `${field}.server`,
      got: server,
      want: "the address of a directory, such as https://acme-v02.api.letsencrypt.org/directory",
    },
    /^[^@\s]+@[^@\s]+$/.test(email) || {
      field: `${field}.email`,
      got: email,
      want: "an address such as tracing@example.com",
    },
    solvers.length > 0 || { field: `${field}.solvers`, got: solvers, want: "at least one" },
    everyName <= 1 || { field: `${field}.solvers`, got: `${everyName} without zones`, want: gives },
  ];
}
