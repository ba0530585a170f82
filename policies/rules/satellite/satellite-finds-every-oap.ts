import { namespaceOf } from "../../objects";
import { largestScale } from "../../read/scale";
import { openPorts } from "../../read/ports";
import { running, runningIn } from "../../read/products";
import { labelsIn, numberOf, valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { satelliteWith } from "./examples";

const OAPS = oapWith({}, { replicas: 2, container: { ports: [{ containerPort: 11800 }] } });
const FINDER = {
  SATELLITE_GRPC_CLIENT_FINDER: "kubernetes",
  SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE: "tracing",
  SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL: "app.kubernetes.io/name=oap",
};

export const satelliteFindsEveryOap = rule({
  name: "satellite-finds-every-oap",
  family: "satellite",
  scope: "stack",
  severity: "critical",
  title: "Satellite finds every OAP by its labels, at a port that it declares",
  why: "By default it sends to 127.0.0.1:11800; one address of a Service keeps all streams on one OAP.",
  remedy:
    "set SATELLITE_GRPC_CLIENT_FINDER to kubernetes, with namespace, label and port of the pods of OAP",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml",
  bad: [OAPS, satelliteWith({})],
  good: [OAPS, satelliteWith(FINDER)],
  check: (object, { stack }) =>
    each(running(object, "satellite"), ({ title, spec }) => {
      const finder = valueOf(spec, "SATELLITE_GRPC_CLIENT_FINDER") ?? "static";
      const servers = stack.pods.filter(
        (pod) => pod.kind === "stays" && runningIn(pod, "oap").length > 0,
      );
      const isMany = servers.reduce((sum, { of }) => sum + largestScale(of, stack), 0) > 1;
      if (finder !== "kubernetes")
        return [
          ...when(
            isMany,
            `${title}: SATELLITE_GRPC_CLIENT_FINDER is ${finder}, and there are several OAP; give kubernetes`,
          ),
          ...when(
            !isMany && valueOf(spec, "SATELLITE_GRPC_CLIENT") === undefined,
            `${title}: SATELLITE_GRPC_CLIENT is not set, so it sends to 127.0.0.1:11800`,
          ),
        ];
      const label = valueOf(spec, "SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL") ?? "";
      const namespace = valueOf(spec, "SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE") ?? "default";
      const port = numberOf(spec, "SATELLITE_GRPC_CLIENT_KUBERNETES_EXTRA_PORT", 11800);
      const found = stack.selected({ matchLabels: labelsIn(label) }, namespace);
      const isOurs = servers.some(({ of }) => namespaceOf(of) === namespace) || servers.length > 0;
      return [
        ...when(
          isOurs && (label === "" || found.length === 0),
          `${title}: it looks for pods with ${label || "any label"} in ${namespace}, and there are none`,
        ),
        ...(label === "" ? [] : found).flatMap((pod) => [
          ...when(
            runningIn(pod, "oap").length === 0 || pod.kind === "ends",
            `${title}: its label ${label} also selects the pods of ${pod.of.title}, which are no OAP`,
          ),
          ...when(
            runningIn(pod, "oap").length > 0 &&
              pod.kind === "stays" &&
              !openPorts(pod).some(({ number }) => number === port),
            `${title}: it dials port ${port}, which ${pod.of.title} does not declare`,
          ),
        ]),
      ];
    }),
});
