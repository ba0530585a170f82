import { namespaceOf } from "../../objects";
import { running, runningIn } from "../../read/products";
import { labelsIn, valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

const RECEIVER = {
  SW_CORE_ROLE: "Receiver",
  SW_CLUSTER: "kubernetes",
  SW_CLUSTER_K8S_LABEL: "app.kubernetes.io/name=oap",
};

export const oapRolesShareAggregators = rule({
  name: "oap-roles-share-aggregators",
  family: "skywalking",
  scope: "stack",
  severity: "medium",
  title: "Receivers and aggregators both look for the aggregators",
  why: "What receivers send to each other is never stored.",
  remedy: "let SW_CLUSTER_K8S_LABEL of both select the pods with SW_CORE_ROLE Aggregator, or Mixed",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/advanced-deployment/",
  bad: [oapWith(RECEIVER)],
  good: [oapWith({ ...RECEIVER, SW_CORE_ROLE: "Mixed" })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const role = valueOf(spec, "SW_CORE_ROLE") ?? "Mixed";
      const label = valueOf(spec, "SW_CLUSTER_K8S_LABEL");
      if (role === "Mixed" || label === undefined) return [];
      const namespace = valueOf(spec, "SW_CLUSTER_K8S_NAMESPACE") ?? namespaceOf(object);
      return stack
        .selected({ matchLabels: labelsIn(label) }, namespace)
        .filter((pod) =>
          runningIn(pod, "oap").some((one) => valueOf(one.spec, "SW_CORE_ROLE") === "Receiver"),
        )
        .map(
          ({ of }) =>
            `${title}: SW_CLUSTER_K8S_LABEL is ${label}, which selects the receivers of ${of.title}`,
        );
    }),
});
