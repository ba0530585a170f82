import { list, type Manifest, podsOf } from "../../objects";
import { policiesOn, isLike } from "../../read/flows";
import { runningIn } from "../../read/products";
import { valueOf } from "../../read/variables";
import { rule, when } from "../../rule";
import { oapWith } from "./examples";

const SERVER = oapWith({ SW_RECEIVER_GRPC_SSL_ENABLED: "true", SW_RECEIVER_GRPC_PORT: "11801" });

export const oapCorePortIsForMembers = rule({
  name: "oap-core-port-is-for-members",
  family: "skywalking",
  scope: "stack",
  severity: "high",
  title: "Where agents have a port with TLS, only OAP reaches the other one",
  why: "Port 11800 takes the same data in the clear and without a client certificate.",
  remedy: "let only the pods of OAP in at 11800",
  source: "https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/grpc-security/",
  bad: [SERVER, policy({ namespaceSelector: { matchLabels: { agents: "true" } } })],
  good: [SERVER, policy({ podSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } } })],
  check: (object, { stack }) =>
    podsOf(object).flatMap((pod) => {
      const secured = runningIn(pod, "oap").filter(
        ({ spec }) => Number(valueOf(spec, "SW_RECEIVER_GRPC_PORT") ?? 0) > 0,
      );
      if (secured.length === 0 || pod.kind === "ends") return [];
      const others = policiesOn({ ...pod, of: object }, "ingress", stack)
        .flatMap(({ manifest }) => list(manifest.spec.ingress))
        .filter(({ ports }) => list(ports).some(({ port }) => port === 11800 || port === "grpc"))
        .flatMap(({ from }) => list(from))
        .filter((peer: Manifest) => !isLike(peer, pod));
      return when(others.length > 0, "a NetworkPolicy lets others than OAP in at port 11800");
    }),
});

function policy(peer: Manifest): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "oap", namespace: "tracing" },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "oap" } },
      ingress: [{ from: [peer], ports: [{ port: 11800 }] }],
    },
  };
}
