import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  DEFAULTS,
  type EckElasticsearch,
  type NativeElasticsearch,
  type Settled,
} from "./elasticsearch/args";
import { elasticsearchChecks } from "./elasticsearch/checks";
import { ECK, eckFlows, eckPlace, eckSpec } from "./elasticsearch/eck";
import {
  certificateNames,
  clientEndpoint,
  clientService,
  headlessService,
  nativeFlows,
  nodeFiles,
  statefulSet,
} from "./elasticsearch/native";
import { CLIENT_ROLE, rolesYml } from "./elasticsearch/roles";
import { headlessName } from "./elasticsearch/settings";
import { disruptionBudget } from "./kit/availability";
import { NOT_AWAITED } from "./kit/await";
import type { Endpoint } from "./kit/endpoint";
import type { SecretKey } from "./kit/env";
import { type Labels, labelsFor } from "./kit/labels";
import { refuse } from "./kit/refusal";
import { secretNameOf } from "./kit/secret-name";
import type { ElasticsearchConnection } from "./kit/store";
import { type CaBundle, type Certificate, certificateSpec } from "./kit/tls";

export type { EckElasticsearch, NativeElasticsearch } from "./elasticsearch/args";
export { type ExternalElasticsearch, externalElasticsearch } from "./elasticsearch/external";
export type { MemoryMaps } from "./elasticsearch/memory";
export { ELASTICSEARCH_PORTS } from "./elasticsearch/node";
export type { ElasticsearchSettings } from "./elasticsearch/settings";

/** Run by the ECK operator, or by nothing but Kubernetes. */
export type ElasticsearchArgs = EckElasticsearch | NativeElasticsearch;

/** What the two ways of running it get from the constructor, and what they give back. */
interface Common {
  labels: Labels;
  metadata: { namespace: pulumi.Input<string>; labels: Labels["labels"] };
  serviceAccount: pulumi.Output<string>;
  client: pulumi.Output<string>;
}

interface Running {
  endpoint: Endpoint;
  ca?: CaBundle;
  superuser: SecretKey;
}

/**
 * Elasticsearch, with a user for its clients that may do no more than they need: a StatefulSet with
 * its Services and disruption budget, or a custom resource of the ECK operator; Secrets, NetworkPolicy.
 *
 * The volumes outlive it, but not the namespace.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/index.html
 * @example
 * new Elasticsearch("elasticsearch", { kind: "native", namespace, version: "8.18.8", volume: { size: "50Gi" } });
 */
export class Elasticsearch extends pulumi.ComponentResource {
  /** What clients need to connect. */
  readonly connection: ElasticsearchConnection;
  /** First password of the superuser `elastic`, for people; no component uses it. */
  readonly superuser: SecretKey;

  constructor(name: string, args: ElasticsearchArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, version, nodes, user, password } = { ...DEFAULTS, ...args };
    refuse(`Elasticsearch "${name}"`, elasticsearchChecks({ ...DEFAULTS, ...args }));
    super("kube-tracing:index:Elasticsearch", name, withSecretPassword(args), opts);

    const labels = labelsFor("elasticsearch", name, version);
    const metadata = { namespace, labels: labels.labels };
    const account = new k8s.core.v1.ServiceAccount(
      name,
      {
        metadata: { ...metadata, name, annotations: NOT_AWAITED },
        automountServiceAccountToken: false,
      },
      { parent: this },
    );
    const client = this.login(`${name}-client`, metadata, {
      username: user,
      password: password ?? this.password(`${name}-client`),
      roles: CLIENT_ROLE,
    });

    const common = { labels, metadata, serviceAccount: account.metadata.name, client };
    const { superuser, ...place } =
      args.kind === "eck"
        ? this.operated(name, { ...DEFAULTS, ...args }, common)
        : this.native(name, { ...DEFAULTS, ...args }, common);

    this.superuser = superuser;
    this.connection = {
      ...place,
      credentials: {
        username: { name: client, key: "username" },
        password: { name: client, key: "password" },
      },
      version,
      dataNodes: nodes,
    };
    this.registerOutputs({ connection: this.connection, superuser: this.superuser });
  }

  private operated(name: string, args: Settled<EckElasticsearch>, common: Common): Running {
    const { labels, metadata } = common;
    const { apiVersion, kind, annotations } = ECK;
    const roles = new k8s.core.v1.Secret(
      `${name}-roles`,
      { metadata, stringData: { "roles.yml": rolesYml(args.indexPattern) } },
      { parent: this },
    );
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata: { ...metadata, name }, spec: eckFlows(labels, args) },
      { parent: this },
    );
    const cluster = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion,
        kind,
        metadata: { ...metadata, name, annotations },
        spec: eckSpec(args, labels, { ...common, roles: secretNameOf(roles) }),
      },
      { parent: this },
    );
    return eckPlace(cluster.metadata.name, args.namespace, labels);
  }

  private native(name: string, args: Settled<NativeElasticsearch>, common: Common): Running {
    const { labels, metadata } = common;
    const named = { ...metadata, name };
    const certificate = args.tls && this.certificate(name, args.tls, metadata);
    const superuser = this.login(`${name}-superuser`, metadata, {
      username: "elastic",
      password: this.password(`${name}-superuser`),
    });
    const files = new k8s.core.v1.ConfigMap(
      `${name}-files`,
      { metadata, data: nodeFiles(name, args) },
      { parent: this },
    );
    const headless = new k8s.core.v1.Service(
      headlessName(name),
      {
        metadata: { ...metadata, name: headlessName(name), annotations: NOT_AWAITED },
        spec: headlessService(labels),
      },
      { parent: this },
    );
    const used = {
      ...common,
      headless: headless.metadata.name,
      files: files.metadata.name,
      superuser,
      ...(certificate === undefined ? {} : { certificate }),
    };
    const nodes = new k8s.apps.v1.StatefulSet(
      name,
      { metadata: named, spec: statefulSet(name, args, { labels, used }) },
      { parent: this },
    );
    const service = new k8s.core.v1.Service(
      name,
      { metadata: named, spec: clientService(labels, args) },
      { parent: this },
    );
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata: named, spec: nativeFlows(labels, args) },
      { parent: this },
    );
    if (args.nodes > 1)
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        { metadata: named, spec: disruptionBudget(labels) },
        { parent: this },
      );
    return {
      endpoint: clientEndpoint({ service, nodes }, labels, args),
      ...(certificate === undefined
        ? {}
        : { ca: { kind: "secret" as const, name: certificate, key: "ca.crt" } }),
      superuser: { name: superuser, key: "password" },
    };
  }

  /** Name of a Secret with a user and what belongs to it. */
  private login(
    name: string,
    metadata: Common["metadata"],
    stringData: Record<"username" | "password", pulumi.Input<string>> & { roles?: string },
  ) {
    const type = "kubernetes.io/basic-auth";
    const secret = new k8s.core.v1.Secret(name, { metadata, type, stringData }, { parent: this });
    return secretNameOf(secret);
  }

  private password(name: string) {
    return new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result;
  }

  /** Name of the Secret that holds the certificate. */
  private certificate(name: string, tls: Certificate, metadata: Common["metadata"]) {
    if (tls.kind === "secret") return tls.name;
    const secretName = `${name}-tls`;
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { ...metadata, name },
        spec: certificateSpec(secretName, tls.issuer, certificateNames(name, metadata.namespace)),
      },
      { parent: this },
    );
    return secretName;
  }
}

/** Arguments stand in the state of the component too; a password there is encrypted. */
function withSecretPassword(args: ElasticsearchArgs): ElasticsearchArgs {
  return args.password === undefined ? args : { ...args, password: pulumi.secret(args.password) };
}
