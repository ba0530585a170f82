import * as pulumi from "@pulumi/pulumi";
import type { Metadata } from "../kit/metadata";

/** Whether objects of cert-manager can be written while nobody judges them. */
export type Admission = "required" | "optional";

/** What the API server asks, with the CA that cainjector writes there. */
export interface Asked {
  service: pulumi.Input<string>;
  namespace: pulumi.Input<string>;
  /** Secret with the CA. */
  ca: string;
  admission: Admission;
}

/**
 * Validates every object of cert-manager, and writes down who asked for a certificate. In version
 * 1.11 the second is asked about more kinds, and leaves them as they are.
 * @see https://github.com/cert-manager/cert-manager/blob/v1.21.2/deploy/charts/cert-manager/templates/webhook-validating-webhook.yaml
 */
export function webhookConfigurations(
  name: pulumi.Input<string>,
  labels: Metadata["labels"],
  asked: Asked,
) {
  const { namespace, ca } = asked;
  const annotations = {
    "cert-manager.io/inject-ca-from-secret": pulumi.interpolate`${namespace}/${ca}`,
  };
  const metadata = { name, labels, annotations };
  const groups = ["cert-manager.io", "acme.cert-manager.io"];
  const validated = { apiGroups: groups, resources: ["*/*"], operations: ["CREATE", "UPDATE"] };
  const mutated = {
    apiGroups: ["cert-manager.io"],
    resources: ["certificaterequests"],
    operations: ["CREATE"],
  };
  return {
    validating: { metadata, webhooks: [webhook("/validate", validated, asked)] },
    mutating: { metadata, webhooks: [webhook("/mutate", mutated, asked)] },
  };
}

function webhook(
  path: string,
  rule: { apiGroups: string[]; resources: string[]; operations: string[] },
  { service, namespace, admission }: Asked,
) {
  return {
    name: "webhook.cert-manager.io",
    rules: [{ ...rule, apiVersions: ["v1"] }],
    admissionReviewVersions: ["v1"],
    matchPolicy: "Equivalent",
    timeoutSeconds: 10,
    failurePolicy: admission === "required" ? "Fail" : "Ignore",
    sideEffects: "None",
    clientConfig: { service: { name: service, namespace, path, port: 443 } },
  };
}
