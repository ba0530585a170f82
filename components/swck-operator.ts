import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { NEW_BEFORE_OLD, disruptionBudget, spread } from "./kit/availability";
import { definitionName, definitionOf } from "./kit/definition";
import type { Endpoint } from "./kit/endpoint";
import type { Images } from "./kit/image";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { fromApiServer, networkPolicy, toApiServer, toDns } from "./kit/network";
import type { Placement } from "./kit/placement";
import { type Problem, refuse } from "./kit/refusal";
import type { Resources } from "./kit/size";
import { type CalledCertificate, certificateObject, secretOf } from "./kit/tls";
import { isAtLeast, isVersion } from "./kit/version";
import { whole } from "./kit/whole";
import { type Manages, operatorAccess } from "./swck-operator/access";
import { type JavaAgents, agentChecks, swAgent } from "./swck-operator/agent";
import { KINDS } from "./swck-operator/definitions";
import { CONFIG_FILE, OPERATOR_PORTS, configFile, podSpec } from "./swck-operator/pod";
import { type Injection, webhookConfigurations } from "./swck-operator/webhooks";

export type { JavaAgents } from "./swck-operator/agent";
export {
  injectedNamespace,
  injectedPod,
  type PodAgent,
  refuseOwnOptions,
  type Reserved,
} from "./swck-operator/injection";
export { operated, type Operated, type OperatedKind } from "./swck-operator/operated";

export interface SwckOperatorArgs {
  /** Namespace of every object that has one; it must exist, and nothing is injected there. */
  namespace: pulumi.Input<string>;
  /** Version of SWCK, `0.10.0` or later. */
  version: string;
  /** What the API server trusts its webhooks by. */
  certificate: CalledCertificate;
  /** Where agents send: those of `agents`. */
  backend: Endpoint;
  /** What the pods get that ask for an agent, by their namespace, which must exist. @default none */
  agents?: Readonly<Record<string, JavaAgents>>;
  /** What it may do in the cluster. @default "agents" */
  manages?: Manages;
  /** What becomes of a pod that asks for an agent while no operator answers. @default "optional" */
  injection?: Injection;
  /**
   * Whether its kinds are made, and stay when it goes; with them Kubernetes deletes every object of them.
   * `existing` is for a cluster where they are. @default "kept"
   */
  definitions?: "kept" | "removed" | "existing";
  /** One works, the others take over; each answers webhooks. @default 2 */
  replicas?: number;
  /** @default 50m to 500m, 128Mi to 256Mi */
  resources?: Resources;
  images?: Images;
  placement?: Placement;
}

const DEFAULTS = {
  agents: {},
  manages: "agents",
  injection: "optional",
  definitions: "kept",
  replicas: 2,
  resources: {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { cpu: "500m", memory: "256Mi" },
  },
} as const satisfies Partial<SwckOperatorArgs>;

type Settled = SwckOperatorArgs & Required<Pick<SwckOperatorArgs, keyof typeof DEFAULTS>>;

/**
 * SkyWalking Cloud on Kubernetes: puts the Java agent into pods that ask for it. A pod asks by a label,
 * in a namespace that is labelled as well: `injectedPod` and `injectedNamespace` give both.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/docs/java-agent-injector.md
 * @example
 * new SwckOperator("swck", {
 *   namespace: "tracing",
 *   version: "0.10.0",
 *   certificate: { kind: "certManager", issuer },
 *   backend: oap.grpc,
 *   agents: { shop: { version: "9.4.0-java17" } },
 * });
 */
export class SwckOperator extends pulumi.ComponentResource {
  /** Namespaces whose pods may ask for an agent. */
  readonly namespaces: readonly string[];

  constructor(name: string, args: SwckOperatorArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: Settled = { ...DEFAULTS, ...args };
    refuse(`SwckOperator "${name}"`, operatorChecks(settled));
    super("kube-tracing:index:SwckOperator", name, args, opts);

    const { namespace, version, replicas, certificate, injection, agents, backend } = settled;
    const labels = labelsFor("swck-operator", name, version);
    const metadata = { name, namespace, labels: labels.labels };
    const child = { parent: this };
    const data = { [CONFIG_FILE]: configFile() };
    const files = { metadata: { namespace, labels: labels.labels }, data };
    const pod = podSpec(settled, {
      account: this.account(metadata, settled),
      certificate: this.certificate(metadata, certificate),
      configMap: new k8s.core.v1.ConfigMap(name, files, child).metadata.name,
    });
    const several = replicas > 1;
    const template = {
      metadata: { labels: labels.labels },
      spec: { ...pod, ...(several ? { topologySpreadConstraints: spread(labels) } : {}) },
    };
    const selector = { matchLabels: labels.selector };
    const spec = { replicas, selector, strategy: NEW_BEFORE_OLD, template };
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec }, child);
    if (several) {
      const budget = { metadata, spec: disruptionBudget(labels) };
      new k8s.policy.v1.PodDisruptionBudget(name, budget, child);
    }
    const flows = {
      ingress: [fromApiServer([OPERATOR_PORTS.https])],
      egress: [toDns(), toApiServer()],
    };
    const policy = { metadata, spec: networkPolicy(labels, flows) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);
    const port = { name: "https", port: 443, targetPort: "https", appProtocol: "https" };
    const found = after(labels.selector, [workload]);
    const front = { metadata, spec: { selector: found, ports: [port] } };
    const service = new k8s.core.v1.Service(name, front, child).metadata.name;

    // An object of these kinds is written before anybody is asked about it: it lacks nothing.
    const pulled = settled.images === undefined ? {} : { images: settled.images };
    const kept = Object.entries(agents).map(([home, given]) => {
      const where = after(home, [workload]);
      const own = { name, namespace: where, labels: labels.labels };
      const object = swAgent(own, given, { backend: backend.address, ...pulled });
      return new k8s.apiextensions.CustomResource(`${name}-${home}`, object, child).urn;
    });
    const asked = pulumi.all([service, pulumi.all(kept)]).apply(([known]) => known);
    const hooks = webhookConfigurations(metadata, {
      service: asked,
      namespace,
      injection,
      certificate,
    });
    const { MutatingWebhookConfiguration, ValidatingWebhookConfiguration } =
      k8s.admissionregistration.v1;
    new MutatingWebhookConfiguration(name, hooks.mutating, child);
    new ValidatingWebhookConfiguration(name, hooks.validating, child);

    this.namespaces = Object.keys(agents);
    this.registerOutputs({ namespaces: this.namespaces });
  }

  /** The account; its name is known when it has its rights and its kinds, without which the pods end again. */
  private account(metadata: Metadata, { manages, definitions }: Settled): pulumi.Output<string> {
    const { name, labels } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    const access = operatorAccess(metadata, account, manages);
    const { Role, RoleBinding, ClusterRole, ClusterRoleBinding } = k8s.rbac.v1;
    const retained = { ...child, retainOnDelete: definitions === "kept" };
    const kinds = definitions === "existing" ? [] : KINDS;
    const needed = [
      new Role(name, access.role, child),
      new RoleBinding(name, access.binding, child),
      new ClusterRole(name, access.clusterRole, child),
      new ClusterRoleBinding(name, access.clusterBinding, child),
      ...kinds.map(
        (kind) =>
          new k8s.apiextensions.v1.CustomResourceDefinition(
            definitionName(kind),
            definitionOf(kind, labels),
            retained,
          ),
      ),
    ].map(({ urn }) => urn);
    return pulumi.all([account, pulumi.all(needed)]).apply(([granted]) => granted);
  }

  /** Name of the Secret with the certificate. */
  private certificate(metadata: Metadata, certificate: CalledCertificate) {
    const { name, namespace } = metadata;
    if (certificate.kind === "certManager") {
      const names = [pulumi.interpolate`${name}.${namespace}.svc`];
      const made = certificateObject(metadata, certificate.issuer, names);
      new k8s.apiextensions.CustomResource(name, made, { parent: this });
    }
    return secretOf(certificate, name);
  }
}

function operatorChecks(settled: Settled): (true | Problem)[] {
  const { namespace, version, backend, agents, replicas } = settled;
  const reserved = [namespace, "kube-system"];
  return [
    (isVersion(version) && isAtLeast(version, "0.10.0")) || {
      field: "version",
      got: version,
      want: "0.10.0 or later: earlier images have other tags",
    },
    whole("replicas", replicas, { least: 1 }),
    backend.speaks === "grpc" || {
      field: "backend",
      got: `one that speaks ${backend.speaks}`,
      want: "one that speaks grpc: the agents that are injected know no CA",
    },
    ...Object.entries(agents).flatMap(([home, given]) => [
      !reserved.includes(home) || {
        field: `agents.${home}`,
        got: home,
        want: "another namespace: the operator and the cluster must start without it",
      },
      ...agentChecks(`agents.${home}`, given),
    ]),
  ];
}
