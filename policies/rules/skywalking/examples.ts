import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

const IMAGE = "docker.io/apache/skywalking-oap-server:10.4.0";

/** What differs from a Deployment of one OAP. */
interface Differences {
  readonly replicas?: number;
  /** Fields of its container. */
  readonly container?: Manifest;
  /** Fields of its pods. */
  readonly pod?: Manifest;
}

/** A Deployment of OAP with these variables. */
export function oapWith(
  variables: Readonly<Record<string, Manifest>>,
  differences: Differences = {},
): Manifest {
  const { replicas, container, pod } = differences;
  const spec = replicas === undefined ? {} : { replicas };
  return deploymentWith(spec, {
    containers: [{ name: "oap", image: IMAGE, env: envOf(variables), ...container }],
    ...pod,
  });
}

/** A Job of OAP with these variables. */
export function jobWith(
  variables: Readonly<Record<string, Manifest>>,
  name = "oap-init",
): Manifest {
  const labels = { "app.kubernetes.io/name": "oap-init" };
  const containers = [{ name: "oap", image: IMAGE, env: envOf(variables) }];
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: "tracing" },
    spec: { template: { metadata: { labels }, spec: { restartPolicy: "Never", containers } } },
  };
}

/** A Service in front of OAP. */
export function serviceWith(spec: Manifest): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "oap", namespace: "tracing" },
    spec: { selector: { "app.kubernetes.io/name": "oap" }, ...spec },
  };
}

/** A text is a value, anything else is where the value comes from. */
function envOf(variables: Readonly<Record<string, Manifest>>): Manifest[] {
  return Object.entries(variables).map(([name, value]) =>
    typeof value === "string" ? { name, value } : { name, valueFrom: value },
  );
}
