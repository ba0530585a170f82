import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { CertManager } from "../components/cert-manager";
import { TracingNamespace } from "../components/tracing-namespace";
import { checkedPlatform } from "./config/parse";
import type { PlatformConfig } from "./config/platform";
import { Jaeger } from "./jaeger";
import { Mesh } from "./mesh";
import { namespaceArgs } from "./platform/args";
import { certManagerArgs, certManagerHome } from "./platform/cert-manager";
import { issuedBy } from "./platform/issuers";
import { jaegerArgs, skyWalkingBeside } from "./platform/jaeger";
import { meshArgs, withMesh } from "./platform/mesh";
import { type Revealed, requireSecrets, revealed } from "./platform/secrets";
import { SkyWalking } from "./skywalking";

/** One environment, as plain data: the same map as under `platform` in `Pulumi.<env>.yaml`. */
export interface PlatformArgs {
  /** The value of `kube-tracing:platform`; `schemas/config.schema.json` describes it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one map type that programs in other languages can pass; the schema checks it
  platform: Record<string, any>;
  /** Content of a kubeconfig. @default the Kubernetes provider that is handed to the component */
  kubeconfig?: pulumi.Input<string>;
  /** Context in the kubeconfig. @default `platform.cluster.context`, else its current one */
  context?: pulumi.Input<string>;
  /** Values of the secret keys that `platform` refers to, by key. */
  secrets?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A whole environment: the provider of its cluster, the namespace, and the stacks that the
 * configuration asks for.
 *
 * @throws RunError that tells everything that is wrong with `platform`, or which `secrets` are missing
 */
export class Platform extends pulumi.ComponentResource {
  /** Where to send and where to look, by what it is for. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** Names of the Secrets with users and tokens, by what they are for. */
  readonly secretNames: pulumi.Output<Record<string, string>>;
  /** Commands to run next. */
  readonly next: pulumi.Output<string[]>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets = {} } = args;
    const checked = checkedPlatform(args.platform);
    requireSecrets(args.platform, secrets);
    const config = revealed(checked, secrets);
    const { cluster, images, placement, mesh, jaeger } = config;
    const skywalking = config.skywalking && withMesh(config.skywalking, mesh);
    super("kube-tracing:index:Platform", name, withSecrets(args), opts);

    const provider = { context: args.context ?? cluster?.context, kubeconfig: args.kubeconfig };
    const child = { parent: this, providers: providersOf(name, provider, this) };
    const home = new TracingNamespace(name, namespaceArgs(config.namespace), child);
    const issuers = issuersOf(config, child);
    const shared = {
      namespace: home.name,
      images: { ...images, pullSecrets: [...(images?.pullSecrets ?? []), ...home.pullSecrets] },
      ...(placement === undefined ? {} : { placement }),
    };
    const installed =
      skywalking === undefined
        ? []
        : [
            new SkyWalking(
              "skywalking",
              {
                ...skyWalkingBeside(issuedBy(issuers, skywalking), issuedBy(issuers, jaeger)),
                ...shared,
              },
              child,
            ),
          ];
    const beside =
      jaeger === undefined
        ? []
        : [
            new Jaeger(
              "jaeger",
              { ...jaegerArgs(issuedBy(issuers, jaeger), installed[0]?.others ?? {}), ...shared },
              child,
            ),
          ];
    const stacks = [...installed, ...beside];

    const observed =
      mesh === undefined || skywalking === undefined
        ? []
        : installed.map(({ satellite, grpc }) => {
            const args = meshArgs(mesh, skywalking, satellite ?? grpc);
            return new Mesh("mesh", { ...args, namespace: home.name }, child);
          });

    this.addresses = merged(stacks.map((stack) => stack.addresses));
    this.secretNames = merged(stacks.map((stack) => stack.secretNames));
    this.next = pulumi
      .all([...stacks, ...observed].map((stack) => stack.next))
      .apply((steps) => steps.flat());
    this.registerOutputs({
      addresses: this.addresses,
      secretNames: this.secretNames,
      next: this.next,
    });
  }
}

/** The platform's own issuers, of a cert-manager that is installed for it or there already. */
function issuersOf(config: Revealed<PlatformConfig>, child: pulumi.ComponentResourceOptions) {
  const { certManager, namespace } = config;
  if (certManager === undefined) return {};
  const home = new TracingNamespace("cert-manager", certManagerHome(certManager, namespace), child);
  return new CertManager("cert-manager", certManagerArgs(certManager, home, config), child).issuers;
}

/**
 * Providers of the platform's own, never those of whatever the machine is logged in to; where no
 * kubeconfig is given, those that the component was handed.
 */
function providersOf(
  name: string,
  {
    kubeconfig,
    context,
  }: { kubeconfig: pulumi.Input<string> | undefined; context: pulumi.Input<string> | undefined },
  parent: pulumi.Resource,
): pulumi.ProviderResource[] {
  const child = { parent };
  const passwords = new random.Provider(name, {}, child);
  if (kubeconfig === undefined) return [passwords];
  const cluster = {
    kubeconfig: pulumi.secret(kubeconfig),
    ...(context === undefined ? {} : { context, clusterIdentifier: context }),
  };
  return [passwords, new k8s.Provider(name, cluster, child)];
}

function merged(parts: pulumi.Output<Record<string, string>>[]) {
  return pulumi
    .all(parts)
    .apply((given) => Object.fromEntries(given.flatMap((part) => Object.entries(part))));
}

/** Arguments stand in the state of the component too; keys and passwords there are encrypted. */
function withSecrets({ kubeconfig, secrets, ...others }: PlatformArgs): PlatformArgs {
  return {
    ...others,
    ...(kubeconfig === undefined ? {} : { kubeconfig: pulumi.secret(kubeconfig) }),
    ...(secrets === undefined ? {} : { secrets: pulumi.secret(secrets) }),
  };
}
