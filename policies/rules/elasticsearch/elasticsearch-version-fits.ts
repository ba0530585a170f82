import { namespaceOf } from "../../objects";
import { isSince, running, runningIn, versionOf } from "../../read/products";
import { elasticsearchAt } from "../../read/storage";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { elasticsearchWith } from "./examples";

const SERVER = oapWith({
  SW_STORAGE: "elasticsearch",
  SW_STORAGE_ES_CLUSTER_NODES: "elasticsearch.tracing.svc:9200",
});
const image = (version: string) => ({
  container: { image: `docker.elastic.co/elasticsearch/elasticsearch:${version}` },
});

export const elasticsearchVersionFits = rule({
  name: "elasticsearch-version-fits",
  family: "elasticsearch",
  scope: "stack",
  severity: "critical",
  title: "Elasticsearch has a version that OAP and Jaeger accept",
  why: "OAP before 11 ends with Unsupported version for 9; Jaeger 2 does not know 6 and 5.",
  remedy: "use Elasticsearch 8.18 or 8.19, or OAP 11 with 9",
  source:
    "https://github.com/apache/skywalking/blob/v10.4.0/oap-server/server-library/library-elasticsearch-client/src/main/java/org/apache/skywalking/library/elasticsearch/ElasticSearchVersion.java",
  bad: [SERVER, ...elasticsearchWith(image("9.1.0"))],
  good: [SERVER, ...elasticsearchWith(image("8.19.4"))],
  check: (object, { stack }) =>
    each(running(object, "oap", "jaeger", "jaegerCollector", "jaegerQuery"), ({ title, spec }) => {
      const address =
        valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES") ?? valueOf(spec, "ES_SERVER_URLS");
      const isNew = isSince(versionOf(spec.image) ?? [11], [11]);
      const isOap = valueOf(spec, "SW_STORAGE_ES_CLUSTER_NODES") !== undefined;
      return elasticsearchAt(address, namespaceOf(object), stack).flatMap((pod) =>
        runningIn(pod, "elasticsearch").flatMap((server) => {
          const version =
            versionOf(server.spec.image) ?? versionOf(`:${pod.of.manifest.spec?.version ?? ""}`);
          if (version === undefined) return [];
          const text = `${pod.of.title} is Elasticsearch ${version.join(".")}`;
          return [
            ...when(
              isOap && !isNew && isSince(version, [9]),
              `${title} runs an OAP before 11, and ${text}; give 8`,
            ),
            ...when(!isSince(version, [7]), `${title}: ${text}; give 8`),
          ];
        }),
      );
    }),
});
