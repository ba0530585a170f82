import { deploymentWith } from "../../examples";
import { list, namespaceOf, podsOf } from "../../objects";
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
      ({ metadata, spec }) => {
        const isServed = stack.ofKind("Service").some(({ manifest, ...service }) => {
          const selector = Object.entries(manifest.spec.selector ?? {});
          const isHere = namespaceOf({ manifest, ...service }) === namespaceOf(object);
          const isOpen = list(manifest.spec.ports).length > 0 && selector.length > 0;
          return (
            isHere && isOpen && selector.every(([key, value]) => metadata.labels?.[key] === value)
          );
        });
        const waits = list(spec.containers).some(({ lifecycle }) => lifecycle?.preStop);
        return when(isServed && !waits, "none of its containers has a preStop hook");
      },
    ),
});
