import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  DEFAULTS,
  type EckElasticsearch,
  type NativeElasticsearch,
  type Settled,
  withSecretPasswords,
} from "./elasticsearch/args";
import { elasticsearchChecks } from "./elasticsearch/checks";
import { ECK, eckFlows, eckHosts, eckPlace, eckSpec } from "./elasticsearch/eck";
import { loginGate } from "./elasticsearch/gate";
import {
  certificateNames,
  clientEndpoint,
  clientService,
  headlessService,
  nativeFlows,
  nodeFiles,
  nodeHosts,
  statefulSet,
} from "./elasticsearch/native";
import {
  clientLogins,
  clientSecret,
  credentialsIn,
  loginSecret,
  otherLogins,
  realmSecret,
} from "./elasticsearch/logins";
import { rolesYml } from "./elasticsearch/roles";
import type { Common, Running } from "./elasticsearch/running";
import { headlessName } from "./elasticsearch/settings";
import { disruptionBudget } from "./kit/availability";
import { NOT_AWAITED } from "./kit/await";
import type { SecretKey } from "./kit/env";
import { labelsFor } from "./kit/labels";
import { refuse } from "./kit/refusal";
import { secretNameOf } from "./kit/secret-name";
import type { ElasticsearchConnection } from "./kit/store";
import { type Certificate, certificateObject, secretOf } from "./kit/tls";

export type { EckElasticsearch, NativeElasticsearch, OtherUser } from "./elasticsearch/args";
export { type ExternalElasticsearch, externalElasticsearch } from "./elasticsearch/external";
export type { MemoryMaps } from "./elasticsearch/memory";
export { ELASTICSEARCH_PORTS } from "./elasticsearch/node";
export type { ElasticsearchSettings } from "./elasticsearch/settings";

/** Run by the ECK operator, or by nothing but Kubernetes. */
export type ElasticsearchArgs = EckElasticsearch | NativeElasticsearch;

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
  /** The same for each of `others`, by the name of the user. */
  readonly others: Readonly<Record<string, ElasticsearchConnection>>;
  /** First password of the superuser `elastic`, for people; no component uses it. */
  readonly superuser: SecretKey;

  constructor(name: string, args: ElasticsearchArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, version, nodes } = { ...DEFAULTS, ...args };
    refuse(`Elasticsearch "${name}"`, elasticsearchChecks({ ...DEFAULTS, ...args }));
    super("kube-tracing:index:Elasticsearch", name, withSecretPasswords(args), opts);

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
    const generated = (user: string) => this.password(`${name}-client-${user}`);
    const clients = clientLogins({ ...DEFAULTS, ...args }, generated);
    const client = this.secret(`${name}-client`, clientSecret(metadata, clients[0]));
    const others = otherLogins({ ...DEFAULTS, ...args }, generated).map((login) => ({
      login,
      secret: this.secret(`${name}-client-${login.user}`, clientSecret(metadata, login)),
    }));

    const serviceAccount = account.metadata.name;
    const common = { labels, metadata, serviceAccount, clients, client, others };
    const { superuser, hosts, ...place } =
      args.kind === "eck"
        ? this.operated(name, { ...DEFAULTS, ...args }, common)
        : this.native(name, { ...DEFAULTS, ...args }, common);

    this.superuser = superuser;
    const connectionOf = (login: pulumi.Output<string>): ElasticsearchConnection => ({
      ...{ ...place, credentials: credentialsIn(login), version, dataNodes: nodes },
      gate: loginGate({ ...args, ...place, login, nodes: hosts }),
    });
    this.connection = connectionOf(client);
    this.others = Object.fromEntries(
      others.map(({ login, secret }) => [login.user, connectionOf(secret)]),
    );
    this.registerOutputs({ connection: this.connection, superuser: this.superuser });
  }

  private operated(name: string, args: Settled<EckElasticsearch>, common: Common): Running {
    const { labels, metadata, client, clients, others } = common;
    const [, ...retiring] = clients;
    const before = retiring.map((login) =>
      this.secret(`${name}-retiring`, clientSecret(metadata, login)),
    );
    const { apiVersion, kind, annotations } = ECK;
    const rules = {
      metadata,
      stringData: { "roles.yml": rolesYml(args, args.others) },
    };
    const roles = this.secret(`${name}-roles`, rules);
    const policy = { metadata: { ...metadata, name }, spec: eckFlows(labels, args) };
    new k8s.networking.v1.NetworkPolicy(name, policy, { parent: this });
    const cluster = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion,
        kind,
        metadata: { ...metadata, name, annotations },
        spec: eckSpec(args, labels, {
          ...common,
          clients: [client, ...before, ...others.map(({ secret }) => secret)],
          roles,
        }),
      },
      { parent: this },
    );
    const place = eckPlace(cluster.metadata.name, args.namespace, labels);
    return { ...place, hosts: eckHosts(name, args) };
  }

  private native(name: string, args: Settled<NativeElasticsearch>, common: Common): Running {
    const { labels, metadata } = common;
    const named = { ...metadata, name };
    const certificate = args.tls && this.certificate(name, args.tls, metadata);
    const elastic = { user: "elastic", password: this.password(`${name}-superuser`) };
    const superuser = this.secret(`${name}-superuser`, loginSecret(metadata, elastic));
    const probe = this.password(`${name}-probe`);
    const clients = [...common.clients, ...common.others.map(({ login }) => login)];
    const who = { clients, probe, tls: args.tls !== undefined };
    const realm = realmSecret(name, metadata, who);
    this.secret(`${name}-realm`, realm);
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
      realm: realm.metadata.name,
      ...(certificate === undefined ? {} : { certificate }),
    };
    const nodes = new k8s.apps.v1.StatefulSet(
      name,
      { metadata: named, spec: statefulSet(name, args, { labels, used }) },
      { parent: this },
    );
    const service = new k8s.core.v1.Service(
      name,
      { metadata: named, spec: clientService(labels, args, nodes) },
      { parent: this },
    );
    const policy = { metadata: named, spec: nativeFlows(labels, args) };
    new k8s.networking.v1.NetworkPolicy(name, policy, { parent: this });
    if (args.nodes > 1)
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        { metadata: named, spec: disruptionBudget(labels) },
        { parent: this },
      );
    return {
      hosts: nodeHosts(name, args),
      endpoint: clientEndpoint(service, labels, args),
      ...(certificate === undefined
        ? {}
        : { ca: { kind: "secret" as const, name: certificate, key: "ca.crt" } }),
      superuser: { name: superuser, key: "password" },
    };
  }

  /** Name of a Secret. */
  private secret(name: string, args: k8s.core.v1.SecretArgs) {
    return secretNameOf(new k8s.core.v1.Secret(name, args, { parent: this }));
  }

  private password(name: string) {
    return new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result;
  }

  /** Name of the Secret that holds the certificate. */
  private certificate(name: string, tls: Certificate, metadata: Common["metadata"]) {
    if (tls.kind === "certManager") {
      const named = { ...metadata, name };
      const made = certificateObject(named, tls.issuer, certificateNames(named));
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(tls, name);
  }
}
