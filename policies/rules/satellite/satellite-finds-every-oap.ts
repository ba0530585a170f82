import { type KubernetesObject, namespaceOf } from "../../objects";
import { serviceNamed } from "../../parse/address";
import { largestScale } from "../../read/scale";
import { openPorts } from "../../read/ports";
import { running, runningIn } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { labelsIn } from "../../read/variables";
import { each, rule, when } from "../../rule";
import type { Stack } from "../../stack";
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
    "set SATELLITE_GRPC_CLIENT_FINDER to kubernetes, with namespace, label and port of the pods of OAP, or send to an NGINX that balances calls",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml",
  bad: [OAPS, satelliteWith({})],
  good: [OAPS, satelliteWith(FINDER)],
  check: (object, { stack }) =>
    each(running(object, "satellite"), (satellite) => {
      const { title } = satellite;
      const settings = satelliteSettings(satellite, object, stack);
      const finder = settings.text("SATELLITE_GRPC_CLIENT_FINDER") ?? "static";
      const servers = stack.pods.filter(
        (pod) => pod.kind === "stays" && runningIn(pod, "oap").length > 0,
      );
      const isMany = servers.reduce((sum, { of }) => sum + largestScale(of, stack), 0) > 1;
      if (finder !== "kubernetes")
        return [
          ...when(
            isMany && !isBalanced(settings.text("SATELLITE_GRPC_CLIENT") ?? "", object, stack),
            `${title}: ${settings.called("SATELLITE_GRPC_CLIENT_FINDER")} is ${finder}, and there are several OAP; give kubernetes`,
          ),
          ...when(
            !isMany && settings.text("SATELLITE_GRPC_CLIENT") === undefined,
            `${title}: ${settings.called("SATELLITE_GRPC_CLIENT")} is not set, so it sends to 127.0.0.1:11800`,
          ),
        ];
      const label = settings.text("SATELLITE_GRPC_CLIENT_KUBERNETES_SELECTOR_LABEL") ?? "";
      const namespace = settings.text("SATELLITE_GRPC_CLIENT_KUBERNETES_NAMESPACE") ?? "default";
      const port = settings.number("SATELLITE_GRPC_CLIENT_KUBERNETES_EXTRA_PORT", 11800);
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

/** Whether an address leads to an NGINX, which shares calls by itself. */
function isBalanced(address: string, from: KubernetesObject, stack: Stack): boolean {
  const own = namespaceOf(from);
  const { service, namespace } = serviceNamed(address.replace(/:[0-9]+$/, ""), own) ?? {};
  if (service === undefined) return false;
  const selector = stack.find("Service", service, namespace)?.manifest.spec?.selector;
  const pods = selector ? stack.selected({ matchLabels: selector }, namespace) : [];
  return pods.some((pod) => runningIn(pod, "nginx").length > 0);
}
