import { largestScale } from "../../read/scale";
import { running, versionOf } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

const CLUSTER = { SW_CLUSTER: "kubernetes" };
const OLD = { replicas: 2, container: { image: "docker.io/apache/skywalking-oap-server:10.3.0" } };

export const oapVersionJoinsCluster = rule({
  name: "oap-version-joins-cluster",
  family: "skywalking",
  scope: "stack",
  severity: "critical",
  title: "No cluster on Kubernetes runs OAP 10.3",
  why: "A member that asks too early takes itself for 127.0.0.1 for ever.",
  remedy: "use 10.4.0 or later",
  source: "https://github.com/apache/skywalking/pull/13740",
  bad: [oapWith(CLUSTER, OLD)],
  good: [oapWith(CLUSTER, { replicas: 2 })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec, pod }) => {
      const version = versionOf(spec.image)?.slice(0, 2).join(".");
      const isCluster =
        pod.kind === "stays" &&
        valueOf(spec, "SW_CLUSTER") === "kubernetes" &&
        largestScale(object, stack) > 1;
      return isCluster && version === "10.3"
        ? [`${title} runs OAP 10.3 in a cluster on Kubernetes`]
        : [];
    }),
});
