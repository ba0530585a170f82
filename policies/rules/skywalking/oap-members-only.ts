import { running, runningIn } from "../../read/products";
import { labelsIn, valueOf } from "../../read/variables";
import { namespaceOf } from "../../objects";
import { each, rule } from "../../rule";
import { jobWith, oapWith } from "./examples";

const MEMBER = oapWith({
  SW_CLUSTER: "kubernetes",
  SW_CLUSTER_K8S_NAMESPACE: "tracing",
  SW_CLUSTER_K8S_LABEL: "app.kubernetes.io/name=oap",
});
const JOB = jobWith({ JAVA_OPTS: "-Dmode=init" });

export const oapMembersOnly = rule({
  name: "oap-members-only",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "The label of an OAP cluster selects its members and no other pod",
  why: "Every ready pod with the label counts as a member, also one that ends or does not listen: metrics are sent there and lost.",
  remedy: "give the members a label of their own, and name it in SW_CLUSTER_K8S_LABEL",
  source:
    "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/#kubernetes",
  bad: [
    MEMBER,
    {
      ...JOB,
      spec: {
        template: {
          ...JOB.spec.template,
          metadata: { labels: { "app.kubernetes.io/name": "oap" } },
        },
      },
    },
  ],
  good: [MEMBER, JOB],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const label = valueOf(spec, "SW_CLUSTER_K8S_LABEL");
      if (
        pod.kind === "ends" ||
        valueOf(spec, "SW_CLUSTER") !== "kubernetes" ||
        label === undefined
      )
        return [];
      const namespace = valueOf(spec, "SW_CLUSTER_K8S_NAMESPACE") ?? namespaceOf(object);
      return stack
        .selected({ matchLabels: labelsIn(label) }, namespace)
        .filter((other) => other.kind === "ends" || runningIn(other, "oap").length === 0)
        .map(
          ({ of }) =>
            `${title}: SW_CLUSTER_K8S_LABEL is ${label}, which also selects the pods of ${of.title}`,
        );
    }),
});
