import * as pulumi from "@pulumi/pulumi";

/** What Pulumi downloads when somebody chooses this mode, and never otherwise. */
const PACKAGE = "0.2.0";

/** Options of the release that the package makes: those of `kubernetes:helm.sh/v3:Release`. */
export interface ReleaseOptions {
  name: string;
  namespace: pulumi.Input<string>;
  version: string;
  chart: string;
  values: object;
}

/**
 * The component of `@pulumi/kubernetes-cert-manager`, by its name: the package itself would add a
 * dependency and a second copy of the Kubernetes SDK for this one call. Its own fields for values are
 * those of the chart of 2021, so all values go by `helmOptions`.
 * @see https://www.pulumi.com/registry/packages/kubernetes-cert-manager/api-docs/certmanager/
 */
export class CertManagerPackage extends pulumi.ComponentResource {
  constructor(name: string, helmOptions: ReleaseOptions, opts: pulumi.ComponentResourceOptions) {
    const type = "kubernetes-cert-manager:index:CertManager";
    super(type, name, { helmOptions, status: undefined }, { ...opts, version: PACKAGE }, true);
  }
}
