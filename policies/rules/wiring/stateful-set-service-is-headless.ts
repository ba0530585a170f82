import { namespaceOf, podsOf, selects } from "../../objects";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";
import { serviceWith } from "./examples";

const SET = { ...deploymentWith({ serviceName: "oap" }), kind: "StatefulSet" };

export const statefulSetServiceIsHeadless = rule({
  name: "stateful-set-service-is-headless",
  family: "wiring",
  scope: "stack",
  severity: "high",
  title: "The serviceName of a StatefulSet is a headless Service that selects its pods",
  why: "Without it the pods have no names of their own in DNS, so members do not find each other.",
  remedy:
    "make a Service with clusterIP: None that selects the pods, and name it in spec.serviceName",
  source:
    "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  sameAs: ["kube-score/statefulset-has-servicename"],
  bad: [SET, serviceWith({})],
  good: [SET, serviceWith({ clusterIP: "None" })],
  check: (object, { stack }) => {
    if (object.kind !== "StatefulSet") return [];
    const { serviceName } = object.manifest.spec ?? {};
    if (!serviceName) return ["spec.serviceName is missing"];
    const service = stack.find("Service", serviceName, namespaceOf(object));
    if (service === undefined)
      return [`spec.serviceName is ${serviceName}, and no such Service is there`];
    const { clusterIP, selector } = service.manifest.spec ?? {};
    return [
      ...when(clusterIP !== "None", `spec.serviceName is ${serviceName}, which is not headless`),
      ...when(
        podsOf(object).some(({ metadata }) => !selects({ matchLabels: selector }, metadata.labels)),
        `spec.serviceName is ${serviceName}, which does not select its pods`,
      ),
    ];
  },
});
