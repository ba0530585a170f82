import { endpointsIn, pipelinesIn } from "../../read/pipelines";
import { each, rule } from "../../rule";
import { collectorWith } from "./examples";

export const collectorBindsPodAddress = rule({
  name: "collector-binds-pod-address",
  family: "collector",
  scope: "stack",
  severity: "low",
  from: "prod",
  title: "Receivers of a Collector listen at the address of the pod, not at all of them",
  why: "At 0.0.0.0 a pod in the network of its node answers at every address of the node.",
  remedy: "set endpoint to ${env:POD_IP}:<port>, with POD_IP from status.podIP",
  source: "https://opentelemetry.io/docs/security/config-best-practices/",
  bad: collectorWith({ endpoint: "0.0.0.0:4317" }),
  good: collectorWith({}),
  check: (object, { stack }) =>
    each(pipelinesIn(object, stack), ({ title, config }) =>
      endpointsIn(config)
        .filter(({ endpoint }) => /^(0\.0\.0\.0|\[::\])?:/.test(endpoint))
        .map(({ path, endpoint }) => `${title}: ${path} listens at ${endpoint}`),
    ),
});
