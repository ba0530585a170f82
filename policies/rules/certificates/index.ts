import type { Rule } from "../../rule";
import { certificateCoversNames } from "./certificate-covers-names";
import { certificateHasIssuer } from "./certificate-has-issuer";
import { certificateIsShortLived } from "./certificate-is-short-lived";
import { certificateKeyIsRenewed } from "./certificate-key-is-renewed";
import { certificateServerMayServe } from "./certificate-server-may-serve";
import { certificateUsagesFit } from "./certificate-usages-fit";
import { noSkipVerify } from "./no-skip-verify";
import { tlsRenewalReachesProgram } from "./tls-renewal-reaches-program";
import { tlsSecretFollowsRenewal } from "./tls-secret-follows-renewal";
import { tlsSecretHasCertificate } from "./tls-secret-has-certificate";
import { truststoreIsFed } from "./truststore-is-fed";

/** TLS: certificates, keys and who trusts them. */
export const CERTIFICATES: readonly Rule[] = [
  certificateCoversNames,
  certificateHasIssuer,
  certificateIsShortLived,
  certificateKeyIsRenewed,
  certificateServerMayServe,
  certificateUsagesFit,
  noSkipVerify,
  tlsRenewalReachesProgram,
  tlsSecretFollowsRenewal,
  tlsSecretHasCertificate,
  truststoreIsFed,
];
