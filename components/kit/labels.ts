/** Labels that pick the pods of one workload; the instance alone tells it from all others. */
export interface Selector {
  readonly "app.kubernetes.io/instance": string;
  readonly [label: string]: string;
}

/** Labels that identify a workload (`selector`) and those that describe it (`labels`). */
export interface Labels {
  /** Never changes in the life of a workload: Kubernetes replaces the workload when it does. */
  readonly selector: Selector;
  /** The selector and more; may change at any time. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The recommended label set.
 * @param product what runs, such as `skywalking-oap`
 * @param instance name of the workload, unique in its namespace
 * @param version what is installed; describes only, so that an upgrade is an update
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function labelsFor(product: string, instance: string, version: string): Labels {
  const selector = {
    "app.kubernetes.io/name": product,
    "app.kubernetes.io/instance": instance,
  };
  return {
    selector,
    labels: {
      ...selector,
      "app.kubernetes.io/version": version,
      "app.kubernetes.io/part-of": "kube-tracing",
      "app.kubernetes.io/managed-by": "pulumi",
    },
  };
}
