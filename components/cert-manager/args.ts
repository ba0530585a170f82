import type * as pulumi from "@pulumi/pulumi";
import type { IssuerSource } from "./issuers";
import type { InstalledCertManager } from "./settled";
import type { Admission } from "./webhooks";

/** Programs as plain objects, which every provider can create and every policy sees. */
export interface ManifestsCertManager extends InstalledCertManager {
  mode: "manifests";
  /**
   * Whether the definitions are made, and stay when the component goes: with them Kubernetes deletes
   * every certificate of the cluster. `existing` is for a cluster where they are, so also for the
   * second time after they were kept. @default "kept"
   */
  definitions?: "kept" | "removed" | "existing";
  /**
   * Whether objects of cert-manager can be written while its webhook is away. `required` waits until
   * the webhook answers before anything is issued; `optional` waits for nothing, for nodes that only
   * pretend to run pods. @default "required"
   */
  admission?: Admission;
}

/** The chart of jetstack, rendered by Pulumi: every object is visible. Needs the provider 4.x. */
export interface ChartCertManager extends InstalledCertManager {
  mode: "chart";
  /** Where the chart is. @default "oci://quay.io/jetstack/charts/cert-manager" */
  chart?: string;
}

/** The chart as one Helm release, by the plugin `kubernetes-cert-manager`: policies see none of its objects. */
export interface PackageCertManager extends InstalledCertManager {
  mode: "package";
  /** Where the chart is. @default "oci://quay.io/jetstack/charts/cert-manager" */
  chart?: string;
}

/** A cert-manager that someone else keeps. */
export interface ExistingCertManager {
  mode: "existing";
  /** Where it looks for the Secrets of ClusterIssuers (`--cluster-resource-namespace`). */
  namespace: pulumi.Input<string>;
  /** ClusterIssuers to make, by name. @default none */
  issuers?: Readonly<Record<string, IssuerSource>>;
}

export type CertManagerArgs =
  ManifestsCertManager | ChartCertManager | PackageCertManager | ExistingCertManager;
