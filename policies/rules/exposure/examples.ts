import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

/** A Service with fields of its own. */
export function serviceWith(spec: Manifest, metadata: Manifest = {}): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "oap", namespace: "tracing", ...metadata },
    spec: { selector: { "app.kubernetes.io/name": "oap" }, ports: [{ port: 11800 }], ...spec },
  };
}

/** An Ingress with fields of its own. */
export function ingressWith(spec: Manifest, annotations: Manifest = {}): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "page", namespace: "tracing", annotations },
    spec,
  };
}

/** A Deployment whose container has these variables. */
export function variablesOf(...env: Manifest[]): Manifest {
  return deploymentWith({}, { containers: [{ name: "oap", env }] });
}

/** A NetworkPolicy with fields of its own. */
export function policyWith(spec: Manifest): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "oap", namespace: "tracing" },
    spec: { podSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } }, ...spec },
  };
}
