import { deploymentWith } from "../../examples";
import { list, podsOf } from "../../objects";
import { servicesOf } from "../../read/services";
import { each, rule, when } from "../../rule";

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "oap", namespace: "tracing" },
  spec: { selector: { "app.kubernetes.io/name": "oap" }, ports: [{ port: 11800 }] },
};
const HOOK = { preStop: { exec: { command: ["sleep", "5"] } } };

export const drains = rule({
  name: "drains-before-it-ends",
  family: "lifecycle",
  scope: "stack",
  severity: "medium",
  from: "uat",
  title: "What stands behind a Service waits before it ends",
  why: "A pod is told to end while others still send to it: for seconds their connections are refused, and traces lost.",
  remedy: "set lifecycle.preStop to a sleep of five seconds or more",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
  sameAs: ["datree/CONTAINERS_MISSING_PRESTOP"],
  bad: [SERVICE, deploymentWith({})],
  good: [SERVICE, deploymentWith({}, { containers: [{ name: "oap", lifecycle: HOOK }] })],
  check: (object, { stack }) =>
    each(
      podsOf(object).filter(({ kind, isOperated }) => kind === "stays" && !isOperated),
      ({ spec }) => {
        const services = servicesOf(object, stack);
        const isServed = services.some(({ manifest }) => list(manifest.spec.ports).length > 0);
        const waits = list(spec.containers).some(({ lifecycle }) => lifecycle?.preStop);
        return when(isServed && !waits, "none of its containers has a preStop hook");
      },
    ),
});
