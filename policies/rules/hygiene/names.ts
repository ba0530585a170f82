import type { Manifest } from "../../objects";
import { rule, when } from "../../rule";

/** Kinds that belong to no namespace. */
const OF_THE_CLUSTER = [
  "APIService",
  "CertificateSigningRequest",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "CSIDriver",
  "CSINode",
  "CustomResourceDefinition",
  "FlowSchema",
  "GatewayClass",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
];

const service = (metadata: Manifest): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata,
});

export const explicitName = rule({
  name: "explicit-name-and-namespace",
  family: "hygiene",
  scope: "resource",
  severity: "medium",
  title: "Every object says its name and namespace",
  why: "Otherwise whoever deploys it, and the context that is selected there, decide where it goes.",
  remedy: "set metadata.name and metadata.namespace",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  sameAs: ["datree/54"],
  bad: [service({ generateName: "oap-" })],
  good: [service({ name: "oap", namespace: "tracing" })],
  check: ({ kind, manifest, pulumi }) => {
    if (isNoObject(pulumi?.type)) return [];
    const { name, namespace } = manifest.metadata ?? {};
    return [
      ...when(name === undefined, "it has no metadata.name"),
      ...when(
        namespace === undefined && !OF_THE_CLUSTER.includes(kind),
        "it has no metadata.namespace",
      ),
    ];
  },
});

/** Charts, files and the like make objects, and are none. */
function isNoObject(type = ""): boolean {
  return /^kubernetes:(helm\.sh|yaml|kustomize)/.test(type);
}
