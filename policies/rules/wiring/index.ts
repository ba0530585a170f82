import type { Rule } from "../../rule";
import { addressResolves } from "./address-resolves";
import { apiVersionIsServed } from "./api-version-is-served";
import { autoscalerMetricHasRequest } from "./autoscaler-metric-has-request";
import { autoscalerTargetExists } from "./autoscaler-target-exists";
import { ingressBackendExists } from "./ingress-backend-exists";
import { labelsAreValid } from "./labels-are-valid";
import { networkPolicyLetsCallsPass } from "./network-policy-lets-calls-pass";
import { networkPolicyLetsNamesResolve } from "./network-policy-lets-names-resolve";
import { networkPolicyLetsPublishersIn } from "./network-policy-lets-publishers-in";
import { networkPolicyOpensNoMore } from "./network-policy-opens-no-more";
import { networkPolicyPeerExists } from "./network-policy-peer-exists";
import { networkPolicyPortExists } from "./network-policy-port-exists";
import { networkPolicySelectsPods } from "./network-policy-selects-pods";
import { noHostPortClash } from "./no-host-port-clash";
import { noIngressPathClash } from "./no-ingress-path-clash";
import { noNodePortClash } from "./no-node-port-clash";
import { noServiceAccountField } from "./no-service-account-field";
import { oneAutoscalerPerTarget } from "./one-autoscaler-per-target";
import { podHasNetworkPolicy } from "./pod-has-network-policy";
import { portNamesAreValid } from "./port-names-are-valid";
import { probePortExists } from "./probe-port-exists";
import { referenceExists } from "./reference-exists";
import { roleBindingResolves } from "./role-binding-resolves";
import { routeBackendExists } from "./route-backend-exists";
import { selectorMatchesTemplate } from "./selector-matches-template";
import { selectorsDoNotOverlap } from "./selectors-do-not-overlap";
import { serviceAccountExists } from "./service-account-exists";
import { serviceMonitorMatches } from "./service-monitor-matches";
import { servicePortExists } from "./service-port-exists";
import { serviceSelectsPods } from "./service-selects-pods";
import { statefulSetServiceIsHeadless } from "./stateful-set-service-is-headless";
import { variableDefinedOnce } from "./variable-defined-once";
import { volumeIsMounted } from "./volume-is-mounted";
import { volumeMountExists } from "./volume-mount-exists";

/** What fits together: selectors, ports, addresses, references and the flows that policies let through. */
export const WIRING: readonly Rule[] = [
  addressResolves,
  apiVersionIsServed,
  autoscalerMetricHasRequest,
  autoscalerTargetExists,
  ingressBackendExists,
  labelsAreValid,
  networkPolicyLetsCallsPass,
  networkPolicyLetsNamesResolve,
  networkPolicyLetsPublishersIn,
  networkPolicyOpensNoMore,
  networkPolicyPeerExists,
  networkPolicyPortExists,
  networkPolicySelectsPods,
  noHostPortClash,
  noIngressPathClash,
  noNodePortClash,
  noServiceAccountField,
  oneAutoscalerPerTarget,
  podHasNetworkPolicy,
  portNamesAreValid,
  probePortExists,
  referenceExists,
  roleBindingResolves,
  routeBackendExists,
  selectorMatchesTemplate,
  selectorsDoNotOverlap,
  serviceAccountExists,
  serviceMonitorMatches,
  servicePortExists,
  serviceSelectsPods,
  statefulSetServiceIsHeadless,
  variableDefinedOnce,
  volumeIsMounted,
  volumeMountExists,
];
