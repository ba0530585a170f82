import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { envVars } from "../kit/env";
import { imageOf, pullSecretsOf } from "../kit/image";
import type { Labels } from "../kit/labels";
import { placed } from "../kit/placement";
import { containerPorts } from "../kit/ports";
import { CONTAINER_SECURITY, podSecurity } from "../kit/security";
import type { NativeElasticsearch, Settled } from "./args";
import { heapOf, memoryMapContainers } from "./memory";
import { apart, ELASTICSEARCH_PORTS, ELASTICSEARCH_USER, NO_CURL_CACHE } from "./node";
import { PATHS, PREPARE_SCRIPT } from "./prepare";
import { GRACE_SECONDS, preStop, probes } from "./probes";

/** Names of the objects that the pods use. */
export interface Used {
  headless: pulumi.Input<string>;
  serviceAccount: pulumi.Input<string>;
  /** ConfigMap of `elasticsearch.yml` and `roles.yml`. */
  files: pulumi.Input<string>;
  /** Secret of who may log in. */
  realm: string;
  /** Secret of the superuser. */
  superuser: pulumi.Input<string>;
  /** Secret of the certificate; absent without TLS. */
  certificate?: pulumi.Input<string>;
}

/** What nodes speak with clients. */
export function schemeOf(tls: NativeElasticsearch["tls"]) {
  return tls === undefined ? "http" : "https";
}

/** The pod of a node: `prepare` fills the configuration folder, then Elasticsearch starts on it. */
export function podSpec(
  name: string,
  args: Settled<NativeElasticsearch>,
  { labels, used }: { labels: Labels; used: Used },
): k8s.types.input.core.v1.PodSpec {
  return {
    ...containers(name, args, used),
    serviceAccountName: used.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(ELASTICSEARCH_USER),
    terminationGracePeriodSeconds: GRACE_SECONDS,
    ...apart(labels, args.nodes),
    ...placed(args.placement),
    ...pullSecretsOf(args.images),
    volumes: volumes(used),
  };
}

/** Names the node in `elasticsearch.yml`, which the tools of `prepare` read too. */
const POD_NAME = { POD_NAME: { field: "metadata.name" } } as const;

function containers(name: string, args: Settled<NativeElasticsearch>, used: Used) {
  const { namespace, version, nodes, resources, memoryMaps, env, images } = args;
  const tls = used.certificate !== undefined;
  const image = imageOf("docker.elastic.co/elasticsearch/elasticsearch", version, images);
  const url = pulumi.interpolate`${schemeOf(args.tls)}://${name}.${namespace}.svc:${ELASTICSEARCH_PORTS.http}`;
  const tmp = { name: "tmp", mountPath: "/tmp" };
  return {
    initContainers: [
      ...memoryMapContainers(memoryMaps, version, image),
      {
        name: "prepare",
        ...image,
        command: ["sh", "-ec", PREPARE_SCRIPT],
        env: envVars(POD_NAME),
        resources,
        securityContext: CONTAINER_SECURITY,
        volumeMounts: [
          { name: "config", mountPath: PATHS.prepared },
          { name: "files", mountPath: PATHS.files, readOnly: true },
          { name: "superuser", mountPath: PATHS.superuser, readOnly: true },
          tmp,
        ],
      },
    ],
    containers: [
      {
        name: "elasticsearch",
        ...image,
        env: envVars({
          ...POD_NAME,
          ES_JAVA_OPTS: javaOptions(heapOf(resources.limits.memory)),
          ...NO_CURL_CACHE,
          ...env,
        }),
        ports: containerPorts(ELASTICSEARCH_PORTS),
        ...probes(url),
        lifecycle: { preStop: preStop(url, nodes) },
        resources,
        securityContext: CONTAINER_SECURITY,
        volumeMounts: [
          { name: "config", mountPath: PATHS.config },
          { name: "realm", mountPath: PATHS.realm, readOnly: true },
          ...(tls ? [{ name: "certs", mountPath: `${PATHS.config}/certs`, readOnly: true }] : []),
          { name: "data", mountPath: `${PATHS.home}/data` },
          { name: "logs", mountPath: `${PATHS.home}/logs` },
          tmp,
        ],
      },
    ],
  };
}

/**
 * Heap, and warnings of the JVM on the console instead of 2 GiB of its log files.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/gc-logging.html
 */
function javaOptions(heap: string) {
  return `-Xms${heap} -Xmx${heap} -Xlog:disable -Xlog:all=warning:stderr:utctime,level,tags`;
}

function volumes({ files, realm, superuser, certificate }: Used) {
  return [
    { name: "config", emptyDir: { sizeLimit: "64Mi" } },
    { name: "logs", emptyDir: { sizeLimit: "256Mi" } },
    { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
    { name: "files", configMap: { name: files } },
    { name: "realm", secret: { secretName: realm } },
    { name: "superuser", secret: { secretName: superuser } },
    ...(certificate === undefined ? [] : [{ name: "certs", secret: { secretName: certificate } }]),
  ];
}
