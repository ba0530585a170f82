import type { Manifest } from "../../objects";

const LABELS = { "app.kubernetes.io/name": "elasticsearch" };
const METADATA = { name: "elasticsearch", namespace: "tracing" };

/** What differs from one node that is as it should be. */
interface Differences {
  readonly replicas?: number;
  /** Settings of elasticsearch.yml, as variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Fields of its container. */
  readonly container?: Manifest;
  /** Fields of its pods. */
  readonly pod?: Manifest;
  /** Fields of the StatefulSet. */
  readonly set?: Manifest;
  /** Fields of the Service that members find each other by. */
  readonly members?: Manifest;
}

/** A StatefulSet of Elasticsearch and its two Services. */
export function elasticsearchWith(differences: Differences): Manifest[] {
  const { replicas = 1, settings = {}, container, pod, set, members } = differences;
  const env = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const image = "docker.elastic.co/elasticsearch/elasticsearch:8.18.8";
  const ports = [
    { name: "http", containerPort: 9200 },
    { name: "transport", containerPort: 9300 },
  ];
  const containers = [{ name: "elasticsearch", image, env, ports, ...container }];
  return [
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: METADATA,
      spec: {
        replicas,
        serviceName: "elasticsearch-nodes",
        selector: { matchLabels: LABELS },
        template: { metadata: { labels: LABELS }, spec: { containers, ...pod } },
        ...set,
      },
    },
    service("elasticsearch", { ports: [{ port: 9200 }] }),
    service("elasticsearch-nodes", {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      ports: [{ port: 9300 }],
      ...members,
    }),
  ];
}

function service(name: string, spec: Manifest): Manifest {
  const metadata = { ...METADATA, name };
  return { apiVersion: "v1", kind: "Service", metadata, spec: { selector: LABELS, ...spec } };
}
