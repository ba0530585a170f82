import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { disruptionBudget } from "./kit/availability";
import type { Endpoint } from "./kit/endpoint";
import { refuse } from "./kit/refusal";
import { secretNameOf } from "./kit/secret-name";
import { autoscaler, mostOf } from "./kit/scale";
import type { CaBundle } from "./kit/tls";
import { alarmFile } from "./oap/alarms";
import type { OapArgs } from "./oap/args";
import { caOf, certificates } from "./oap/certificates";
import { oapChecks } from "./oap/checks";
import { type Made, oapEnv } from "./oap/environment";
import { type Files, merged, serverFiles, storageFiles } from "./oap/files";
import { initPolicy, oapPolicy } from "./oap/flows";
import { initJob } from "./oap/init-job";
import { roleLabels } from "./oap/labels";
import { named, type Own, ownOf, unnamed } from "./oap/own";
import { deployment } from "./oap/pod";
import type { FeaturePort } from "./oap/ports";
import { account, clusterAccess, initAccount, namespaceAccess } from "./oap/rbac";
import { samplingFile } from "./oap/sampling";
import { endpoints, services } from "./oap/services";
import { hidden, settle } from "./oap/settled";
import { storageTrust } from "./oap/storage";
import { type Role, rolesOf } from "./oap/topology";

export type * from "./oap/args";
export { FEATURE_PORTS, type FeaturePort, OAP_PORTS, RECEIVER_PORT } from "./oap/ports";
export { OAP_VERSIONS } from "./oap/versions";

/**
 * SkyWalking OAP: a Job that makes the schema, then one Deployment (two when split), Services inside
 * and outside, ServiceAccounts with exactly the rights that the features need, NetworkPolicies, and
 * autoscaler and disruption budget where there is more than one pod.
 *
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/backend-setup/
 * @example
 * const oap = new Oap("oap", {
 *   namespace: "tracing",
 *   version: "10.4.0",
 *   storage: { kind: "elasticsearch", connection: elasticsearch.connection },
 *   topology: { kind: "mixed", scale: { kind: "fixed", replicas: 3 } },
 *   callers: [{ kind: "cluster" }],
 * });
 */
export class Oap extends pulumi.ComponentResource {
  /** Port 11800: where agents send, unless there is a `receiver`. */
  readonly grpc: Endpoint;
  /** Port 12800: GraphQL, and agents that report over HTTP. */
  readonly rest: Endpoint;
  /** Port 11801: where agents send when there is `mtls`. */
  readonly receiver?: Endpoint;
  /** What agents dial, each pod by its own address: for proxies that balance by themselves. */
  readonly members: Endpoint;
  /** What verifies the certificate of `members`; absent without TLS. */
  readonly ca?: CaBundle;
  /** Port 1234, each pod by its own address: OAP's own metrics. */
  readonly telemetry: Endpoint;
  /** Ports that `features` opened. */
  readonly features: Readonly<Partial<Record<FeaturePort, Endpoint>>>;
  /** Where days begin: what asks OAP by time needs the same. */
  readonly timeZone: string;
  readonly version: string;

  constructor(name: string, args: OapArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = settle(args);
    refuse(`Oap "${name}"`, oapChecks(settled));
    super("kube-tracing:index:Oap", name, hidden(args), opts);

    const own = ownOf(name, settled);
    const child = { parent: this };
    const made = this.secrets(own);
    const job = this.schema(own, made);
    const granted = this.account(own);
    const files = merged([...storageFiles(settled, made), ...this.settings(own)]);
    for (const { suffix, certificate } of certificates(own))
      new k8s.apiextensions.CustomResource(`${name}${suffix}`, certificate, child);
    const workloads = rolesOf(settled.topology).map((role) => {
      const env = oapEnv(settled, made, { role, member: own.member });
      return this.workload(own, role, { env, files, serviceAccountName: granted, job });
    });
    new k8s.networking.v1.NetworkPolicy(name, oapPolicy(own), child);
    const { inner, members, telemetry, outer } = services(own, workloads);
    const reached = endpoints(own, {
      inner: new k8s.core.v1.Service(name, inner, child),
      members: new k8s.core.v1.Service(`${name}-members`, members, child),
      telemetry: new k8s.core.v1.Service(`${name}-telemetry`, telemetry, child),
    });
    if (outer !== undefined) new k8s.core.v1.Service(`${name}-external`, outer, child);

    this.grpc = reached.grpc;
    this.rest = reached.rest;
    if (reached.receiver !== undefined) this.receiver = reached.receiver;
    this.members = reached.members;
    const ca = caOf(own);
    if (ca !== undefined) this.ca = ca;
    this.telemetry = reached.telemetry;
    this.features = reached.features;
    this.timeZone = settled.timeZone;
    this.version = settled.version;
    this.registerOutputs({ ...reached, timeZone: this.timeZone, version: this.version });
  }

  /** Password of the truststore, and what agents must send. */
  private secrets(own: Own): Made {
    const { storage, agentToken } = own.settled;
    const key = (suffix: string, key: string, value: pulumi.Output<string>) => {
      const args = { metadata: unnamed(own), stringData: { [key]: value } };
      const secret = new k8s.core.v1.Secret(`${own.name}-${suffix}`, args, { parent: this });
      return { name: secretNameOf(secret), key };
    };
    const password = () =>
      new random.RandomPassword(
        `${own.name}-truststore`,
        { length: 32, special: false },
        { parent: this },
      ).result;
    // OAP reads the value as YAML: in quotes, a token of digits stays a text.
    const token = () => pulumi.output(agentToken).apply((text) => JSON.stringify(text));
    const trusts = storageTrust(storage)?.format === "truststore";
    return {
      truststore: trusts ? key("truststore", "password", password()) : undefined,
      agentToken: agentToken === undefined ? undefined : key("agent-token", "token", token()),
    };
  }

  /** Makes the schema. Its name is known when it is done: whoever reads the name waits for that. */
  private schema(own: Own, made: Made): pulumi.Output<string> {
    const name = `${own.name}-init`;
    const child = { parent: this };
    const { metadata } = new k8s.core.v1.ServiceAccount(name, initAccount(own), child);
    new k8s.networking.v1.NetworkPolicy(name, initPolicy(own), child);
    return new k8s.batch.v1.Job(name, initJob(own, made, metadata.name), {
      ...child,
      // Longer than the Job's own deadline, so that it is the Job that says what is wrong.
      customTimeouts: { create: "15m" },
    }).metadata.name;
  }

  /**
   * The account with its rights. Its name is known when it has them: a pod that starts earlier takes
   * itself for the only one, and nobody notices.
   */
  private account(own: Own): pulumi.Output<string> {
    const { name } = own;
    const child = { parent: this };
    const { metadata } = new k8s.core.v1.ServiceAccount(name, account(own), child);
    const bound = [metadata.name];
    const near = namespaceAccess(own, metadata.name);
    if (near !== undefined) {
      const role = new k8s.rbac.v1.Role(name, near.role, child);
      const binding = near.bindingOf(role.metadata.name);
      bound.push(new k8s.rbac.v1.RoleBinding(name, binding, child).metadata.name);
    }
    const far = clusterAccess(own, metadata.name);
    if (far !== undefined) {
      const role = new k8s.rbac.v1.ClusterRole(name, far.role, child);
      const binding = far.bindingOf(role.metadata.name);
      bound.push(new k8s.rbac.v1.ClusterRoleBinding(name, binding, child).metadata.name);
    }
    return pulumi.all(bound).apply(([account]) => account ?? name);
  }

  /** Rendered settings, and where the pods find them. */
  private settings(own: Own): Files[] {
    const { alarms, sampling, dynamicConfiguration } = own.settled;
    const { name, member } = own;
    const child = { parent: this };
    const metadata = unnamed(own);
    if (dynamicConfiguration !== undefined) {
      const labels = { ...metadata.labels, ...member.label };
      const data = { ...dynamicConfiguration.items };
      const args = { metadata: { ...metadata, labels }, data };
      new k8s.core.v1.ConfigMap(`${name}-dynamic`, args, child);
    }
    const alarm = alarms && {
      metadata,
      stringData: { "alarm-settings.yml": alarmFile(alarms) },
    };
    const rates = sampling && {
      metadata,
      data: { "trace-sampling-policy-settings.yml": samplingFile(sampling) },
    };
    return serverFiles(own, {
      alarms: alarm && secretNameOf(new k8s.core.v1.Secret(`${name}-alarms`, alarm, child)),
      sampling: rates && new k8s.core.v1.ConfigMap(`${name}-sampling`, rates, child).metadata.name,
    });
  }

  /** One Deployment, and what more than one pod needs. */
  private workload(own: Own, role: Role, start: Parameters<typeof deployment>[2]) {
    const name = `${own.name}${role.suffix}`;
    const { scale } = role;
    const child = { parent: this };
    const labels = roleLabels(own.name, own.settled.version, role);
    const metadata = { ...named(own, role.suffix), labels: labels.labels };
    const workload = new k8s.apps.v1.Deployment(name, deployment(own, role, start), {
      ...child,
      // Pods go one by one, and each may take its minutes.
      customTimeouts: { create: "20m", update: "30m" },
    });
    if (mostOf(scale) > 1) {
      const args = { metadata, spec: disruptionBudget(labels) };
      new k8s.policy.v1.PodDisruptionBudget(name, args, child);
    }
    if (scale.kind === "auto") {
      const args = { metadata, spec: autoscaler(name, scale) };
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, args, child);
    }
    return workload;
  }
}
