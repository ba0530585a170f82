import { namespaceOf, selects } from "../../objects";
import { running } from "../../read/products";
import { labelsIn, valueOf, variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

const KUBERNETES = {
  SW_CLUSTER: "kubernetes",
  SW_CLUSTER_K8S_NAMESPACE: "tracing",
  SW_CLUSTER_K8S_LABEL: "app.kubernetes.io/name=oap",
};

export const oapKnowsItself = rule({
  name: "oap-knows-itself",
  family: "skywalking",
  scope: "resource",
  severity: "critical",
  title: "A member of an OAP cluster finds itself by its namespace, labels and UID",
  why: "The defaults are namespace default and label app=collector: each member takes itself for 127.0.0.1 and stays alone.",
  remedy:
    "set SW_CLUSTER_K8S_NAMESPACE, SW_CLUSTER_K8S_LABEL and SKYWALKING_COLLECTOR_UID from the pod",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/#kubernetes",
  bad: [oapWith(KUBERNETES)],
  good: [
    oapWith({
      ...KUBERNETES,
      SKYWALKING_COLLECTOR_UID: { fieldRef: { fieldPath: "metadata.uid" } },
    }),
  ],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (valueOf(spec, "SW_CLUSTER") !== "kubernetes" || pod.kind === "ends") return [];
      const label = valueOf(spec, "SW_CLUSTER_K8S_LABEL");
      const namespace = valueOf(spec, "SW_CLUSTER_K8S_NAMESPACE");
      const uid = variable(spec, valueOf(spec, "SW_CLUSTER_K8S_UID") ?? "SKYWALKING_COLLECTOR_UID");
      const isOwn =
        label !== undefined && selects({ matchLabels: labelsIn(label) }, pod.metadata.labels);
      const isReceiver = valueOf(spec, "SW_CORE_ROLE") === "Receiver";
      const isPlain =
        label === undefined ||
        label.split(",").every((pair) => /^[^=!\s]+=[^=!\s]+$/.test(pair.trim()));
      const own = namespaceOf(object);
      return [
        ...when(
          uid?.valueFrom?.fieldRef?.fieldPath !== "metadata.uid",
          `${title}: SKYWALKING_COLLECTOR_UID is not the field metadata.uid of the pod`,
        ),
        ...when(
          namespace !== own && !isFromField(variable(spec, "SW_CLUSTER_K8S_NAMESPACE")),
          `${title}: SW_CLUSTER_K8S_NAMESPACE is ${namespace ?? "not set"}, and the pod is in ${own}`,
        ),
        ...when(label === undefined, `${title}: SW_CLUSTER_K8S_LABEL is not set`),
        ...when(
          !isPlain,
          `${title}: SW_CLUSTER_K8S_LABEL is ${label}, and OAP understands only a=b,c=d`,
        ),
        ...when(
          label !== undefined && isPlain && !isOwn && !isReceiver,
          `${title}: SW_CLUSTER_K8S_LABEL is ${label}, which is not among the labels of the pod`,
        ),
      ];
    }),
});

function isFromField(entry: ReturnType<typeof variable>): boolean {
  return entry?.valueFrom?.fieldRef?.fieldPath === "metadata.namespace";
}
