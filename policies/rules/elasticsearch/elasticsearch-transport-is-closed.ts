import { list, type Manifest, podsOf } from "../../objects";
import { isLike, policiesOn } from "../../read/flows";
import { runningIn } from "../../read/products";
import { openedBy } from "../../read/publishing";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const OWN = { podSelector: { matchLabels: { "app.kubernetes.io/name": "elasticsearch" } } };
const policy = (peer: Manifest): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "elasticsearch", namespace: "tracing" },
  spec: { ...OWN, ingress: [{ from: [peer], ports: [{ port: 9300 }] }] },
});

export const elasticsearchTransportIsClosed = rule({
  name: "elasticsearch-transport-is-closed",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  title: "Only Elasticsearch reaches its port 9300, and only named clients its port 9200",
  why: "Whoever speaks the transport protocol is a member: past users and roles.",
  remedy: "let only its own pods in at 9300, only pods by label at 9200, and publish neither",
  source: "https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-network.html",
  bad: [...elasticsearchWith({}), policy({ podSelector: { matchLabels: { app: "oap" } } })],
  good: [...elasticsearchWith({}), policy(OWN)],
  check: (object, { stack }) => [
    ...new Set(
      openedBy(object, stack)
        .filter(({ server }) => runningIn(server, "elasticsearch").length > 0)
        .map(
          ({ server, number }) => `it opens port ${number} of ${server.of.title} to the outside`,
        ),
    ),
    ...each(podsOf(object), (pod) => {
      if (runningIn(pod, "elasticsearch").length === 0) return [];
      const rules = policiesOn({ ...pod, of: object }, "ingress", stack).flatMap(({ manifest }) =>
        list(manifest.spec.ingress),
      );
      const peers = (port: number, name: string) =>
        rules
          .filter(
            ({ ports }) =>
              list(ports).length === 0 ||
              list(ports).some((one) => one.port === port || one.port === name),
          )
          .flatMap(({ from }) => list(from));
      return [
        ...when(
          peers(9300, "transport").some((peer) => !isLike(peer, pod)),
          "a NetworkPolicy lets others than its own pods in at port 9300",
        ),
        ...when(
          peers(9200, "http").some(
            ({ podSelector }) => Object.keys(podSelector ?? {}).length === 0,
          ),
          "a NetworkPolicy lets more than named pods in at port 9200",
        ),
      ];
    }),
  ],
});
