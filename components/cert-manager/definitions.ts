import type { Kind } from "../kit/definition";

const GROUP = "cert-manager.io";
const ACME_GROUP = "acme.cert-manager.io";
const CATEGORIES = ["cert-manager"];
const ACME_CATEGORIES = ["cert-manager", "cert-manager-acme"];

const condition = (type: string, field: string) =>
  `.status.conditions[?(@.type=="${type}")].${field}`;
const READY = condition("Ready", "status");
const MESSAGE = condition("Ready", "message");
const ISSUER = ".spec.issuerRef.name";

const issuer = { columns: { Ready: READY }, wide: { Status: MESSAGE }, categories: CATEGORIES };

/**
 * The kinds of cert-manager, with the columns and the fields that its own definitions ask for.
 * @see https://github.com/cert-manager/cert-manager/tree/v1.21.2/deploy/crds
 */
export const KINDS: readonly Kind[] = [
  {
    group: GROUP,
    version: "v1",
    kind: "Certificate",
    shortNames: ["cert", "certs"],
    categories: CATEGORIES,
    required: ["issuerRef", "secretName"],
    columns: { Ready: READY, Secret: ".spec.secretName" },
    wide: { Issuer: ISSUER, Status: MESSAGE },
  },
  {
    group: GROUP,
    version: "v1",
    kind: "CertificateRequest",
    shortNames: ["cr", "crs"],
    categories: CATEGORIES,
    required: ["issuerRef", "request"],
    columns: {
      Approved: condition("Approved", "status"),
      Denied: condition("Denied", "status"),
      Ready: READY,
      Issuer: ISSUER,
      Requester: ".spec.username",
    },
    wide: { Status: MESSAGE },
  },
  { ...issuer, group: GROUP, version: "v1", kind: "Issuer" },
  { ...issuer, group: GROUP, version: "v1", kind: "ClusterIssuer", scope: "Cluster" },
  {
    group: ACME_GROUP,
    version: "v1",
    kind: "Order",
    categories: ACME_CATEGORIES,
    required: ["issuerRef", "request"],
    columns: { State: ".status.state" },
    wide: { Issuer: ISSUER, Reason: ".status.reason" },
  },
  {
    group: ACME_GROUP,
    version: "v1",
    kind: "Challenge",
    categories: ACME_CATEGORIES,
    required: ["authorizationURL", "dnsName", "issuerRef", "key", "solver", "token", "type", "url"],
    columns: { State: ".status.state", Domain: ".spec.dnsName" },
    wide: { Reason: ".status.reason" },
  },
];
