import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type {
  CertManagerArgs,
  ExistingCertManager,
  ManifestsCertManager,
} from "./cert-manager/args";
import { type Rules, checkRules, grantsOf } from "./cert-manager/access";
import { releaseOf } from "./cert-manager/chart";
import { KINDS } from "./cert-manager/definitions";
import {
  type IssuerSource,
  acmeIssuer,
  bootstrapIssuer,
  caCertificate,
  caIssuer,
  issuerChecks,
} from "./cert-manager/issuers";
import { CertManagerPackage } from "./cert-manager/package";
import type { Program, Told } from "./cert-manager/programs";
import {
  type Settled,
  PROGRAMS,
  checkPolicy,
  installedChecks,
  labelsOf,
  policyOf,
  rulesOf,
  settle,
  sharedPolicy,
  toldOf,
} from "./cert-manager/settled";
import { webhookConfigurations } from "./cert-manager/webhooks";
import { checkJob, deployment, webhookService } from "./cert-manager/workloads";
import { after } from "./kit/after";
import { definitionName, definitionOf } from "./kit/definition";
import { type Metadata, serviceAccount } from "./kit/metadata";
import { refuse } from "./kit/refusal";
import type { Issuer } from "./kit/tls";

export type { DnsProvider } from "./cert-manager/dns";
export type { AcmeSolver, IssuerSource } from "./cert-manager/issuers";
export type * from "./cert-manager/args";
export type { InstalledCertManager } from "./cert-manager/settled";

/** What is installed, under which name. */
interface Own {
  name: string;
  settled: Settled & Told;
}

/**
 * cert-manager and the ClusterIssuers of a platform. What is made with an issuer from `issuers` is
 * made after it, because its name is known only then.
 * @see https://cert-manager.io/docs/
 * @example
 * const { issuers } = new CertManager("cert-manager", {
 *   mode: "existing",
 *   namespace: "cert-manager",
 *   issuers: { "tracing-ca": { kind: "selfSigned" } },
 * });
 */
export class CertManager extends pulumi.ComponentResource {
  /** The ClusterIssuers, by name. */
  readonly issuers: Readonly<Record<string, Issuer>>;

  constructor(name: string, args: CertManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { mode, namespace, issuers = {} } = args;
    refuse(
      `CertManager "${name}"`,
      mode === "existing" ? issuerChecks(issuers) : installedChecks(args),
    );
    super("kube-tracing:index:CertManager", name, args, opts);

    const ready = mode === "existing" ? [] : this.installed(name, args);
    const made = Object.entries(issuers).map(([issuer, source]): [string, Issuer] => {
      const metadata = {
        name: issuer,
        namespace: after(pulumi.output(namespace), ready),
        labels: LABELS,
      };
      const object = this.issuer(metadata, source, { owner: name, ready });
      return [issuer, { kind: "ClusterIssuer", name: after(issuer, [object]) }];
    });
    this.issuers = Object.fromEntries(made);
    this.registerOutputs({ issuers: this.issuers });
  }

  /** What issuers wait for. */
  private installed(
    name: string,
    args: Exclude<CertManagerArgs, ExistingCertManager>,
  ): pulumi.Resource[] {
    const settled = toldOf(name, settle(args));
    const own = { name, settled };
    if (args.mode === "manifests") return this.manifests(own, args);
    const release = releaseOf(settled, args.chart, { runsHooks: args.mode === "package" });
    this.policy(metadataOf(own, "controller"), sharedPolicy(settled));
    const child = { parent: this };
    return args.mode === "package"
      ? [new CertManagerPackage(name, release, child)]
      : this.checked(own, [new k8s.helm.v4.Chart(name, release, child)]);
  }

  private manifests(own: Own, args: ManifestsCertManager): pulumi.Resource[] {
    const { definitions = "kept", admission = "required" } = args;
    const { settled } = own;
    const kinds = definitions === "existing" ? [] : this.definitions(own, definitions);
    const programs = PROGRAMS.map((program) => this.program(own, program, kinds));
    const metadata = metadataOf(own, "webhook");
    const { name: webhook, namespace, labels } = metadata;
    const child = { parent: this };
    const { selector, ports } = webhookService(own.name, settled);
    const front = { metadata, spec: { selector: after(selector, programs), ports } };
    const service = new k8s.core.v1.Service(webhook, front, child).metadata.name;
    const shared = pulumi.interpolate`${namespace}-${webhook}`;
    const asked = { service, namespace, ca: settled.webhookCa, admission };
    const { validating, mutating } = webhookConfigurations(shared, labels, asked);
    const { ValidatingWebhookConfiguration, MutatingWebhookConfiguration } =
      k8s.admissionregistration.v1;
    const all = [
      ...kinds,
      ...programs,
      new ValidatingWebhookConfiguration(webhook, validating, child),
      new MutatingWebhookConfiguration(webhook, mutating, child),
    ];
    return admission === "required" ? this.checked(own, all) : all;
  }

  private definitions(own: Own, definitions: "kept" | "removed") {
    const { labels } = metadataOf(own, "controller");
    const options = { parent: this, retainOnDelete: definitions === "kept" };
    const { CustomResourceDefinition } = k8s.apiextensions.v1;
    return KINDS.map(
      (kind) =>
        new CustomResourceDefinition(definitionName(kind), definitionOf(kind, labels), options),
    );
  }

  /** A program, once the kinds that it keeps are there. */
  private program(own: Own, program: Program, kinds: pulumi.Resource[]) {
    const { settled } = own;
    const metadata = metadataOf(own, program);
    const { name } = metadata;
    this.policy(metadata, policyOf(program, labelsOf(own.name, program, settled.version), settled));
    const account = after(this.account(metadata, rulesOf(program, settled)), kinds);
    const { spec, budget } = deployment({ name: own.name, program }, settled, account);
    const child = { parent: this };
    if (budget !== undefined)
      new k8s.policy.v1.PodDisruptionBudget(name, { metadata, spec: budget }, child);
    return new k8s.apps.v1.Deployment(name, { metadata, spec }, child);
  }

  /** A Job that ends when the API server trusts the webhook; its programs are there before. */
  private checked(own: Own, programs: pulumi.Resource[]): pulumi.Resource[] {
    const metadata = metadataOf(own, "check");
    const { name, namespace, labels } = metadata;
    this.policy(metadata, checkPolicy(labelsOf(own.name, "check", own.settled.version)));
    const account = after(this.account(metadata, checkRules()), programs);
    const job = { metadata: { namespace, labels }, spec: checkJob(own.name, own.settled, account) };
    return [new k8s.batch.v1.Job(name, job, { parent: this })];
  }

  /** The account; its name is known when it has its rights. */
  private account(metadata: Metadata, rules: Rules): pulumi.Output<string> {
    const { name } = metadata;
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child).metadata
      .name;
    const { cluster, own } = grantsOf(metadata, account, rules);
    const { ClusterRole, ClusterRoleBinding, Role, RoleBinding } = k8s.rbac.v1;
    const granted = [
      ...(cluster === undefined
        ? []
        : [
            new ClusterRole(name, cluster.role, child),
            new ClusterRoleBinding(name, cluster.binding, child),
          ]),
      new Role(name, own.role, child),
      new RoleBinding(name, own.binding, child),
    ];
    return after(account, granted);
  }

  private policy(metadata: Metadata, spec: ReturnType<typeof policyOf>) {
    const { name } = metadata;
    new k8s.networking.v1.NetworkPolicy(name, { metadata, spec }, { parent: this });
  }

  private issuer(
    metadata: Metadata,
    source: IssuerSource,
    { owner, ready }: { owner: string; ready: pulumi.Resource[] },
  ) {
    const { name, labels } = metadata;
    const shared = { name: after(name, ready), labels };
    const create = (as: string, object: k8s.apiextensions.CustomResourceArgs) =>
      new k8s.apiextensions.CustomResource(`${owner}-${as}`, object, { parent: this });
    switch (source.kind) {
      case "ca":
        return create(name, caIssuer(shared, source.secret));
      case "acme":
        return create(name, acmeIssuer(shared, name, source));
      case "selfSigned": {
        const bootstrap = { ...metadata, name: `${name}-bootstrap` };
        const first = create(bootstrap.name, bootstrapIssuer(bootstrap));
        const ca = create(
          `${name}-ca`,
          caCertificate(metadata, after(bootstrap.name, [first]), source),
        );
        return create(name, caIssuer(shared, after(name, [ca])));
      }
    }
  }
}

function metadataOf({ name, settled }: Own, part: Program | "check"): Metadata {
  const { selector, labels } = labelsOf(name, part, settled.version);
  const { namespace } = settled;
  return { name: selector["app.kubernetes.io/instance"], namespace, labels };
}

const LABELS = {
  "app.kubernetes.io/part-of": "kube-tracing",
  "app.kubernetes.io/managed-by": "pulumi",
};
