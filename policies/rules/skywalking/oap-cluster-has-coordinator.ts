import { largestScale } from "../../read/scale";
import { running } from "../../read/products";
import { isGiven, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "./examples";

export const oapClusterHasCoordinator = rule({
  name: "oap-cluster-has-coordinator",
  family: "skywalking",
  scope: "stack",
  severity: "critical",
  title: "More than one OAP form a cluster",
  why: "Each counts only what reaches itself: metrics and alarms are wrong, and nothing says so.",
  remedy: "set SW_CLUSTER to kubernetes, with its namespace, label and UID",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-cluster/",
  bad: [oapWith({}, { replicas: 3 })],
  good: [oapWith({ SW_CLUSTER: "kubernetes" }, { replicas: 3 })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      if (pod.kind === "ends" || largestScale(object, stack) < 2) return [];
      const cluster = valueOf(spec, "SW_CLUSTER");
      const isAlone = cluster === "standalone" || !isGiven(spec, "SW_CLUSTER");
      return when(
        isAlone,
        `${title}: SW_CLUSTER is ${cluster ?? "not set"}, and there may be ${largestScale(object, stack)} pods; give kubernetes`,
      );
    }),
});
