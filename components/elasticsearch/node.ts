import { spread } from "../kit/availability";
import type { Labels } from "../kit/labels";
import type { OwnElasticsearch } from "./args";

/** @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/modules-network.html */
export const ELASTICSEARCH_PORTS = { http: 9200, transport: 9300 } as const;

/**
 * User and group that the image is made for. Its files belong to user 1000 and group 0; group 1000,
 * ECK's choice too, does without the group of root, because all that is written is a volume.
 * @see https://github.com/elastic/elasticsearch/blob/v8.18.8/distribution/docker/src/docker/Dockerfile
 */
export const ELASTICSEARCH_USER = 1000;

/**
 * Keeps curl, which the probes call every few seconds, from growing a cache in the kernel that counts
 * as memory of the pod. ECK sets it too.
 * @see https://github.com/elastic/cloud-on-k8s/issues/1581#issuecomment-525527334
 */
export const NO_CURL_CACHE = { NSS_SDB_USE_CACHE: "no" } as const;

/** Nodes of a cluster never share a host, and spread over zones where there are some. */
export function apart(labels: Labels, nodes: number) {
  if (nodes === 1) return {};
  const term = {
    topologyKey: "kubernetes.io/hostname",
    labelSelector: { matchLabels: labels.selector },
  };
  return {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    topologySpreadConstraints: spread(labels),
  };
}

/** Template of the claim of each node; without a class the cluster's default one serves it. */
export function dataClaim(
  name: string,
  { size, storageClass }: OwnElasticsearch["volume"],
  { selector }: Labels,
) {
  return {
    metadata: { name, labels: selector },
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      resources: { requests: { storage: size } },
    },
  };
}
