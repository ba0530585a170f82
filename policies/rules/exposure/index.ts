import type { Rule } from "../../rule";
import { apiServerOnlyWithToken } from "./api-server-only-with-token";
import { externalTrafficPolicyIsSet } from "./external-traffic-policy-is-set";
import { ingressHasTls } from "./ingress-has-tls";
import { ingressHostIsExact } from "./ingress-host-is-exact";
import { namespaceDeniesByDefault } from "./namespace-denies-by-default";
import { noDefaultPassword } from "./no-default-password";
import { noExternalIps } from "./no-external-ips";
import { noIngressSnippet } from "./no-ingress-snippet";
import { noNodePort } from "./no-node-port";
import { noOpenLoadBalancer } from "./no-open-load-balancer";
import { noOpenNetworkPolicy } from "./no-open-network-policy";
import { noSecretInConfigMap } from "./no-secret-in-config-map";
import { noSecretInVariable } from "./no-secret-in-variable";
import { secretAsFile } from "./secret-as-file";

/** What is reachable, and what is readable. */
export const EXPOSURE: readonly Rule[] = [
  apiServerOnlyWithToken,
  externalTrafficPolicyIsSet,
  ingressHasTls,
  ingressHostIsExact,
  namespaceDeniesByDefault,
  noDefaultPassword,
  noExternalIps,
  noIngressSnippet,
  noNodePort,
  noOpenLoadBalancer,
  noOpenNetworkPolicy,
  noSecretInConfigMap,
  noSecretInVariable,
  secretAsFile,
];
