import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, clientLabel, endpointAt } from "../kit/endpoint";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import type { Labels } from "../kit/labels";
import {
  fromCallers,
  fromClients,
  fromItself,
  networkPolicy,
  toDns,
  toItself,
} from "../kit/network";
import { placed } from "../kit/placement";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { EckElasticsearch, Settled } from "./args";
import { memoryMapContainers, memoryMapSettings } from "./memory";
import { apart, dataClaim, ELASTICSEARCH_PORTS, ELASTICSEARCH_USER } from "./node";

const { http, transport } = ELASTICSEARCH_PORTS;

/** API of the operator, and what makes newer Kubernetes providers of Pulumi wait for the cluster. */
export const ECK = {
  apiVersion: "elasticsearch.k8s.elastic.co/v1",
  kind: "Elasticsearch",
  annotations: { "pulumi.com/waitFor": "jsonpath={.status.phase}=Ready" },
} as const;

/** Names of the objects that the cluster uses. */
export interface Used {
  serviceAccount: pulumi.Input<string>;
  /** Secrets of the clients' users, each with a key `roles`. */
  clients: readonly pulumi.Input<string>[];
  /** Secret of `roles.yml`. */
  roles: pulumi.Input<string>;
}

/**
 * The custom resource. The operator adds TLS with a CA of its own, heap, probes, preStop, a disruption
 * budget and rolling updates; the claims stay when it goes.
 * @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/apis/elasticsearch/v1/elasticsearch_types.go
 */
export function eckSpec(
  args: Settled<EckElasticsearch>,
  labels: Labels,
  { serviceAccount, clients, roles }: Used,
) {
  const { version, nodes, volume, resources, memoryMaps, settings, env, images, placement } = args;
  const image = imageOf("docker.elastic.co/elasticsearch/elasticsearch", version, images);
  return {
    version,
    image: image.image,
    volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
    auth: {
      fileRealm: clients.map((secretName) => ({ secretName })),
      roles: [{ secretName: roles }],
    },
    nodeSets: [
      {
        name: "default",
        count: nodes,
        config: { ...memoryMapSettings(memoryMaps), ...settings },
        podTemplate: {
          metadata: { labels: labels.labels },
          spec: {
            serviceAccountName: serviceAccount,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: podSecurity(ELASTICSEARCH_USER),
            ...apart(labels, nodes),
            ...placed(placement),
            ...pullSecretsOf(images),
            initContainers: memoryMapContainers(memoryMaps, version, image),
            containers: [
              {
                name: "elasticsearch",
                imagePullPolicy: image.imagePullPolicy,
                env: envVars(env),
                resources,
                securityContext: CONTAINER_SECURITY,
              },
            ],
          },
        },
        volumeClaimTemplates: [dataClaim("elasticsearch-data", volume, labels)],
      },
    ],
  };
}

/** As for nodes of our own, and the operator; nodes call each other on 9200 before they stop. */
export function eckFlows(
  labels: Labels,
  { callers, operatorNamespace = "elastic-system" }: Settled<EckElasticsearch>,
) {
  const operator = { "kubernetes.io/metadata.name": operatorNamespace };
  return networkPolicy(labels, {
    ingress: [
      fromClients(labels, [http]),
      ...fromCallers([...callers, { kind: "namespaces", labels: operator }], [http]),
      fromItself(labels, [http, transport]),
    ],
    egress: [toItself(labels, [http, transport]), toDns()],
  });
}

/** The name of each node, as the operator names the nodes of its one set. */
export function eckHosts(name: string, { nodes, namespace }: Settled<EckElasticsearch>) {
  const set = `${name}-es-default`;
  return Array.from(
    { length: nodes },
    (_, ordinal) => pulumi.interpolate`${set}-${ordinal}.${set}.${namespace}.svc`,
  );
}

/** Where clients of the custom resource of this name connect, and what they trust. */
export function eckPlace(
  name: pulumi.Output<string>,
  namespace: pulumi.Input<string>,
  { selector }: Labels,
) {
  const host = pulumi.interpolate`${name}-es-http.${namespace}.svc`;
  const endpoint: Endpoint = {
    ...endpointAt(host, http, "https"),
    pods: { namespace: pulumi.output(namespace), selector, port: http },
    admits: clientLabel(selector),
  };
  return {
    endpoint,
    ca: {
      kind: "secret" as const,
      name: pulumi.interpolate`${name}-es-http-certs-public`,
      key: "ca.crt",
    },
    superuser: { name: pulumi.interpolate`${name}-es-elastic-user`, key: "elastic" },
  };
}
