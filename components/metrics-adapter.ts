import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { NEW_BEFORE_OLD, disruptionBudget, spread } from "./kit/availability";
import type { Endpoint } from "./kit/endpoint";
import type { Images } from "./kit/image";
import { type Labels, labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { fromApiServer, networkPolicy, toApiServer, toDns, toEndpoint } from "./kit/network";
import { METRIC_PREFIX } from "./kit/oap-metric";
import type { Placement } from "./kit/placement";
import { type Problem, refuse } from "./kit/refusal";
import type { Resources } from "./kit/size";
import {
  type CalledCertificate,
  caBundleOf,
  certificateObject,
  injectedCa,
  secretOf,
} from "./kit/tls";
import { isAtLeast, isVersion } from "./kit/version";
import { whole } from "./kit/whole";
import { adapterAccess } from "./metrics-adapter/access";
import { HTTPS_PORT, podSpec } from "./metrics-adapter/pod";

/** The one name by which a cluster finds external metrics. */
const EXTERNAL_METRICS = "v1beta1.external.metrics.k8s.io";

export interface MetricsAdapterArgs {
  /** Namespace of every object but two bindings and the APIService; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of SWCK, `0.10.0` or later. */
  version: string;
  /** Where it asks, and the time zone of that OAP: in another one it finds nothing, which counts as 0. */
  oap: { rest: Endpoint; timeZone: string };
  /** What the API server trusts it by. */
  certificate: CalledCertificate;
  /** Begins the name of every metric. @default "skywalking.apache.org" */
  prefix?: string;
  /** How often the names of metrics are read from OAP, in seconds. @default 10 */
  refreshSeconds?: number;
  /** Two or more: while there is none, no autoscaler by external metrics works. @default 2 */
  replicas?: number;
  /** @default 50m to 200m, 64Mi to 200Mi */
  resources?: Resources;
  images?: Images;
  placement?: Placement;
}

const DEFAULTS = {
  prefix: METRIC_PREFIX,
  refreshSeconds: 10,
  replicas: 2,
  resources: {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { cpu: "200m", memory: "200Mi" },
  },
} as const satisfies Partial<MetricsAdapterArgs>;

type Settled = MetricsAdapterArgs & Required<Pick<MetricsAdapterArgs, keyof typeof DEFAULTS>>;

/**
 * Lets autoscalers ask OAP for metrics: the adapter of SWCK behind the external metrics API of the
 * cluster, of which there is one. Where KEDA, prometheus-adapter or Datadog own it, the creation fails
 * with `already exists`: remove that APIService first, or let Satellite scale by CPU.
 * @see https://github.com/apache/skywalking-swck/blob/v0.10.0/docs/custom-metrics-adapter.md
 * @example
 * new MetricsAdapter("metrics", {
 *   namespace: "tracing",
 *   version: "0.10.0",
 *   oap,
 *   certificate: { kind: "certManager", issuer: { name: "tracing-ca", kind: "ClusterIssuer" } },
 * });
 */
export class MetricsAdapter extends pulumi.ComponentResource {
  /** Where it asks. */
  readonly oap: MetricsAdapterArgs["oap"];
  /** What the names of its metrics begin with. */
  readonly prefix: string;

  constructor(name: string, args: MetricsAdapterArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled: Settled = { ...DEFAULTS, ...args };
    refuse(`MetricsAdapter "${name}"`, adapterChecks(settled));
    super("kube-tracing:index:MetricsAdapter", name, args, opts);

    const { namespace, version, oap, replicas } = settled;
    const labels = labelsFor("swck-metrics-adapter", name, version);
    const metadata = { name, namespace, labels: labels.labels };
    const child = { parent: this };
    const pod = podSpec(settled, {
      account: this.account(metadata),
      certificate: this.certificate(metadata, settled.certificate),
    });
    const spec = {
      replicas,
      selector: { matchLabels: labels.selector },
      strategy: NEW_BEFORE_OLD,
      template: {
        metadata: { labels: { ...labels.labels, ...oap.rest.admits } },
        spec: { ...pod, topologySpreadConstraints: spread(labels) },
      },
    };
    const workload = new k8s.apps.v1.Deployment(name, { metadata, spec }, child);
    const budget = { metadata, spec: disruptionBudget(labels) };
    new k8s.policy.v1.PodDisruptionBudget(name, budget, child);
    const policy = { metadata, spec: policySpec(labels, oap.rest) };
    new k8s.networking.v1.NetworkPolicy(name, policy, child);
    const port = { name: "https", port: 443, targetPort: "https", appProtocol: "https" };
    const selector = after(labels.selector, [workload]);
    const front = { metadata, spec: { selector, ports: [port] } };
    const service = new k8s.core.v1.Service(name, front, child);
    this.api(metadata, service, settled.certificate);

    this.oap = oap;
    this.prefix = settled.prefix;
    this.registerOutputs({ oap: this.oap, prefix: this.prefix });
  }

  /** Puts the Service behind the API. Where it has an owner, the creation fails and the owner keeps it. */
  private api(metadata: Metadata, service: k8s.core.v1.Service, certificate: CalledCertificate) {
    const { name, labels } = metadata;
    const args = {
      metadata: { name: EXTERNAL_METRICS, labels, ...injectedCa(certificate, metadata) },
      spec: {
        group: "external.metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: { name: service.metadata.name, namespace: service.metadata.namespace, port: 443 },
        ...caBundleOf(certificate),
      },
    };
    new k8s.apiregistration.v1.APIService(name, args, { parent: this });
  }

  /** The account; its name is known when it has its rights, without which the pods do not start. */
  private account(metadata: Metadata): pulumi.Output<string> {
    const { name } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    const { reader, delegator } = adapterAccess(metadata, account);
    const near = new k8s.rbac.v1.RoleBinding(name, reader, child).metadata.name;
    const far = new k8s.rbac.v1.ClusterRoleBinding(name, delegator, child).metadata.name;
    return pulumi.all([account, near, far]).apply(([granted]) => granted);
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

/** The API server alone asks, which proves itself by a certificate; the adapter asks OAP and it. */
function policySpec(labels: Labels, rest: Endpoint) {
  return networkPolicy(labels, {
    ingress: [fromApiServer([HTTPS_PORT])],
    egress: [toDns(), toEndpoint(rest), toApiServer()],
  });
}

function adapterChecks(settled: Settled): (true | Problem)[] {
  const { version, oap, replicas, refreshSeconds, prefix } = settled;
  return [
    (isVersion(version) && isAtLeast(version, "0.10.0")) || {
      field: "version",
      got: version,
      want: "0.10.0 or later: earlier images have other tags",
    },
    oap.rest.speaks === "http" || {
      field: "oap.rest",
      got: `one that speaks ${oap.rest.speaks}`,
      want: "one that speaks http: the adapter trusts no CA but public ones",
    },
    whole("replicas", replicas, { least: 2 }),
    whole("refreshSeconds", refreshSeconds, { least: 1, unit: "seconds" }),
    /^[a-z0-9.-]+$/.test(prefix) || {
      field: "prefix",
      got: prefix,
      want: "small letters, digits, dots and -",
    },
  ];
}
