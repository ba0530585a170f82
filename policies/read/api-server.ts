import { list, type Manifest, namespaceOf, selects } from "../objects";
import type { OwnedPod, Stack } from "../stack";
import { type OpenPort, portBehind } from "./ports";

/** Ports of a pod that the API server itself calls: those of an APIService or a webhook. */
export function calledPorts(pod: OwnedPod, stack: Stack): readonly OpenPort[] {
  return called(stack)
    .filter(({ namespace }) => namespace === namespaceOf(pod.of))
    .flatMap(({ name, namespace, port: wanted = 443 }) => {
      const spec = stack.find("Service", name, namespace)?.manifest.spec;
      const isBehind =
        spec?.selector && selects({ matchLabels: spec.selector }, pod.metadata.labels);
      return list(isBehind ? spec.ports : [])
        .filter(({ port }) => port === wanted)
        .flatMap((port) => portBehind(port, pod) ?? []);
    });
}

/** References to Services by name, namespace and port. */
function called(stack: Stack): readonly Manifest[] {
  return [
    ...stack.ofKind("APIService").map(({ manifest }) => manifest.spec?.service),
    ...stack
      .ofKind("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
      .flatMap(({ manifest }) => list(manifest.webhooks))
      .map(({ clientConfig }) => clientConfig?.service),
  ].filter(Boolean);
}
