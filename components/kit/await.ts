/**
 * Annotation of an object that Pulumi must not wait for:
 *
 * - a ServiceAccount, because providers before 4.0 wait for a token Secret that Kubernetes makes no
 *   more since 1.24;
 * - a Service whose pods need its name to become ready, because such a provider waits for the pods;
 * - an Ingress, because without a controller its status stays empty.
 *
 * @see https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/
 */
export const NOT_AWAITED = { "pulumi.com/skipAwait": "true" };
