import { namespaceOf, podsOf } from "../../objects";
import { labelsOfNamespace } from "../../read/flows";
import { rule, when } from "../../rule";
import { deploymentWith } from "../../examples";

const NAMESPACE = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tracing", labels: { "istio-injection": "enabled" } },
};
const LABELS = { "app.kubernetes.io/name": "oap" };
const OUT = deploymentWith({});

export const meshNoOptOut = rule({
  name: "mesh-no-opt-out",
  family: "collector",
  scope: "stack",
  severity: "medium",
  from: "prod",
  title: "No pod of a mesh namespace leaves the mesh",
  why: "It speaks plain text, and no AuthorizationPolicy is about it.",
  remedy:
    "take sidecar.istio.io/inject: false away, or put the workload into a namespace without injection",
  source: "https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/",
  sameAs: ["kyverno/prevent-disabling-injection-pods"],
  bad: [
    NAMESPACE,
    {
      ...OUT,
      spec: {
        ...OUT.spec,
        template: {
          ...OUT.spec.template,
          metadata: { labels: { ...LABELS, "sidecar.istio.io/inject": "false" } },
        },
      },
    },
  ],
  good: [NAMESPACE, OUT],
  check: (object, { stack }) =>
    podsOf(object).flatMap(({ metadata }) => {
      const labels = labelsOfNamespace(namespaceOf(object), stack);
      const isMesh =
        labels["istio-injection"] === "enabled" || labels["istio.io/rev"] !== undefined;
      const inject =
        metadata.labels?.["sidecar.istio.io/inject"] ??
        metadata.annotations?.["sidecar.istio.io/inject"];
      return when(
        isMesh && String(inject) === "false",
        "its pods have sidecar.istio.io/inject: false, and their namespace is in the mesh",
      );
    }),
});
