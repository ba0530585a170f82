import * as pulumi from "@pulumi/pulumi";
import { definitionName } from "../kit/definition";
import type { Metadata } from "../kit/metadata";
import { type CalledCertificate, caBundleOf, injectedCa } from "../kit/tls";
import { GROUP, KINDS, VERSION } from "./definitions";
import { INJECTED_NAMESPACE, INJECTED_POD } from "./injection";

/** What becomes of a pod that asks for an agent while no operator answers. */
export type Injection =
  /** It starts without. */
  | "optional"
  /** It is not created. */
  | "required";

/** Whom the API server asks, and what it trusts it by. */
export interface Asked {
  service: pulumi.Input<string>;
  namespace: pulumi.Input<string>;
  injection: Injection;
  certificate: CalledCertificate;
}

/** Without a validation of their own. */
const UNCHECKED = ["EventExporter"];

/**
 * Pods are asked about when they are created in a labelled namespace and carry the label themselves: a
 * dead operator stops no other pod, none of the cluster, and none of its own. Objects of SWCK's kinds need
 * its webhooks, which fill in what they leave out.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/operator/config/webhook/manifests.yaml
 */
export function webhookConfigurations({ name, namespace, labels }: Metadata, asked: Asked) {
  const injected = injectedCa(asked.certificate, { name, namespace });
  const metadata = { name: pulumi.interpolate`${namespace}-${name}`, labels, ...injected };
  const own = (verb: "mutate" | "validate", kinds: typeof KINDS) =>
    kinds.map((kind) => ({
      ...webhook(`${verb[0]}${kind.kind.toLowerCase()}.kb.io`, pathOf(verb, kind.kind), asked),
      failurePolicy: "Fail",
      rules: [
        {
          apiGroups: [GROUP],
          apiVersions: [VERSION],
          operations: ["CREATE", "UPDATE"],
          resources: [definitionName(kind).split(".")[0] ?? ""],
        },
      ],
    }));
  const checked = KINDS.filter(({ kind }) => !UNCHECKED.includes(kind));
  return {
    mutating: { metadata, webhooks: [...own("mutate", KINDS), podWebhook(asked)] },
    validating: { metadata, webhooks: own("validate", checked) },
  };
}

function podWebhook(asked: Asked) {
  const elsewhere = {
    key: "kubernetes.io/metadata.name",
    operator: "NotIn",
    values: ["kube-system", asked.namespace],
  };
  return {
    ...webhook("mpod.kb.io", "/mutate-v1-pod", asked),
    failurePolicy: asked.injection === "required" ? "Fail" : "Ignore",
    namespaceSelector: { matchLabels: INJECTED_NAMESPACE, matchExpressions: [elsewhere] },
    objectSelector: { matchLabels: INJECTED_POD },
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
  };
}

function pathOf(verb: string, kind: string) {
  return `/${verb}-operator-skywalking-apache-org-${VERSION}-${kind.toLowerCase()}`;
}

function webhook(name: string, path: string, { service, namespace, certificate }: Asked) {
  return {
    name,
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    timeoutSeconds: 5,
    clientConfig: {
      service: { name: service, namespace, path, port: 443 },
      ...caBundleOf(certificate),
    },
  };
}
