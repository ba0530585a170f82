import { deploymentWith } from "../../examples";
import type { Manifest } from "../../objects";

/** What differs from a Deployment of one Satellite. */
interface Differences {
  readonly replicas?: number;
  /** Fields of its container. */
  readonly container?: Manifest;
  /** Fields of its pods. */
  readonly pod?: Manifest;
}

/** A Deployment of Satellite with these variables. */
export function satelliteWith(
  variables: Readonly<Record<string, Manifest>>,
  { replicas = 1, container, pod }: Differences = {},
): Manifest {
  const env = Object.entries(variables).map(([name, value]): Manifest => ({
    name,
    ...valued(value),
  }));
  const image = "docker.io/apache/skywalking-satellite:v1.3.0";
  const labels = { "app.kubernetes.io/name": "satellite" };
  const base = deploymentWith(
    { replicas, selector: { matchLabels: labels } },
    { containers: [{ name: "satellite", image, env, ...container }], ...pod },
  );
  const template = { ...base.spec.template, metadata: { labels } };
  return {
    ...base,
    metadata: { name: "satellite", namespace: "tracing" },
    spec: { ...base.spec, template },
  };
}

/** An autoscaler of that Deployment. */
export function autoscalerWith(spec: Manifest): Manifest {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "satellite", namespace: "tracing" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "satellite" },
      maxReplicas: 4,
      ...spec,
    },
  };
}

/** A text is a value, anything else is where the value comes from. */
function valued(value: Manifest): Manifest {
  return typeof value === "string" ? { value } : { valueFrom: value };
}
