import { deploymentWith } from "../../examples";
import { servicesOf } from "../../read/services";
import { rule, when } from "../../rule";
import { leastPods } from "./autoscaler";

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { selector: { "app.kubernetes.io/name": "oap" }, ports: [{ port: 11800 }] },
};

export const servedByTwo = rule({
  name: "served-by-two-pods",
  family: "availability",
  scope: "stack",
  severity: "high",
  from: "prod",
  title: "Two pods or more stand behind every Service",
  why: "With one, every update, drain and crash is an outage, and traces that are sent meanwhile are lost.",
  remedy: "set replicas, or the autoscaler's minReplicas, to 2 or more",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
  sameAs: [
    "kube-score/deployment-replicas",
    "kube-linter/minimum-three-replicas",
    "polaris/deploymentMissingReplicas",
    "kyverno/deployment-has-multiple-replicas",
  ],
  bad: [SERVICE, deploymentWith({ replicas: 1 })],
  good: [SERVICE, deploymentWith({ replicas: 2 })],
  check: (object, { stack }) => {
    if (!["Deployment", "StatefulSet"].includes(object.kind)) return [];
    const services = servicesOf(object, stack).map(({ title }) => title);
    const count = services.length > 0 ? leastPods(object, stack) : Infinity;
    return when(count < 2, `${count} pod stands behind ${services.join(", ")}`);
  },
});
