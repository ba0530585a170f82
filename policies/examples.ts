import type { Manifest } from "./objects";

/** A pod as short as can be, for the page of a rule. */
export function podWith(spec: Manifest, metadata: Manifest = {}): Manifest {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "oap", namespace: "tracing", ...metadata },
    spec,
  };
}

/** A pod with one container as short as can be. */
export function containerWith(container: Manifest): Manifest {
  return podWith({ containers: [{ name: "oap", ...container }] });
}

/** A Deployment as short as can be, with fields of its own and of its pods. */
export function deploymentWith(spec: Manifest, podSpec: Manifest = {}): Manifest {
  const labels = { "app.kubernetes.io/name": "oap" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "oap", namespace: "tracing" },
    spec: {
      selector: { matchLabels: labels },
      ...spec,
      template: { metadata: { labels }, spec: { containers: [{ name: "oap" }], ...podSpec } },
    },
  };
}
