import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

const LABELS = { "app.kubernetes.io/name": "oap" };

/** A Deployment whose container has the port 11800, named grpc. */
export const OAP = deploymentWith(
  {},
  { containers: [{ name: "oap", ports: [{ name: "grpc", containerPort: 11800 }] }] },
);

/** A Deployment whose container has these fields. */
export function oapWith(container: Manifest, pod: Manifest = {}): Manifest {
  return deploymentWith({}, { containers: [{ name: "oap", ...container }], ...pod });
}

/** A Service that selects the pods of `OAP`, with fields of its own. */
export function serviceWith(spec: Manifest): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "oap", namespace: "tracing" },
    spec: { selector: LABELS, ports: [{ port: 11800 }], ...spec },
  };
}

/** Any object of a kind, in the same namespace. */
export function objectWith(type: string, spec: Manifest, name = "oap"): Manifest {
  const [kind, apiVersion] = type.split(" ");
  return { apiVersion, kind, metadata: { name, namespace: "tracing" }, spec };
}

/** A NetworkPolicy for the pods of `OAP`. */
export function policyWith(spec: Manifest): Manifest {
  return objectWith("NetworkPolicy networking.k8s.io/v1", {
    podSelector: { matchLabels: LABELS },
    ...spec,
  });
}
