import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { after } from "./kit/after";
import { disruptionBudget, spread } from "./kit/availability";
import { type Endpoint, admissions, endpointOf } from "./kit/endpoint";
import { type Env, extraEnvChecks } from "./kit/env";
import {
  type Exposure,
  exposedService,
  exposureCallers,
  exposureChecks,
  httpRoute,
  ingress,
  publicUrl,
} from "./kit/exposure";
import type { Images } from "./kit/image";
import { labelsFor } from "./kit/labels";
import { type Metadata, serviceAccount } from "./kit/metadata";
import {
  type Callers,
  fromCallers,
  fromClients,
  networkPolicy,
  toDns,
  toEndpoint,
} from "./kit/network";
import type { Placement } from "./kit/placement";
import { refuse } from "./kit/refusal";
import { autoscaler, mostOf, replicasOf, type Scale, scaleChecks } from "./kit/scale";
import { secretNameOf } from "./kit/secret-name";
import type { Resources } from "./kit/size";
import { majorOf } from "./kit/version";
import { BOOSTER_PORTS, boosterPage } from "./skywalking-ui/booster";
import { HORIZON_PORTS, horizonPage, type HorizonUi, sealed } from "./skywalking-ui/horizon";
import type { DataVolume, Page, UiBackend } from "./skywalking-ui/page";
import { type Objects, podOf } from "./skywalking-ui/pod";

export type { HorizonUi } from "./skywalking-ui/horizon";
export type {
  HorizonRole,
  HorizonUser,
  OidcProvider,
  SingleSignOn,
} from "./skywalking-ui/horizon-file";
export type { DataVolume, UiBackend } from "./skywalking-ui/page";

/** Port of each page, in the pods and at the Service. */
export const SKYWALKING_UI_PORTS = { booster: BOOSTER_PORTS, horizon: HORIZON_PORTS } as const;

/** Which page. */
export type UiFlavor =
  /**
   * The page of SkyWalking 9 and 10. It has no sign-in: whoever reaches it sees everything, so put a
   * proxy that asks for a password in front of it before it leaves the company network.
   */
  | { kind: "booster" }
  /** The page of SkyWalking 11, with sign-in. With OAP 10 its admin pages stay closed. */
  | HorizonUi;

export interface SkyWalkingUiArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of the page: that of SkyWalking for booster, `0.7.0` or later for Horizon. */
  version: string;
  oap: UiBackend;
  /** @default { kind: "booster" } */
  flavor?: UiFlavor;
  /** How people reach it from outside the cluster. @default { kind: "clusterIP" } */
  exposure?: Exposure;
  /** How many pods; Horizon takes one only. @default { kind: "fixed", replicas: 1 } */
  scale?: Scale;
  /** @default 100m to 1 CPU; 512Mi of memory, for Horizon up to 1Gi */
  resources?: Resources;
  /**
   * Who may open it, besides pods that are wired to it: for an Ingress or a Gateway the namespace of
   * its controller, for a node port the networks of the nodes. @default []
   */
  callers?: readonly Callers[];
  /** More settings, by the name of their variable. @default {} */
  env?: Env;
  images?: Images;
  placement?: Placement;
}

const DEFAULTS = {
  flavor: { kind: "booster" },
  exposure: { kind: "clusterIP" },
  scale: { kind: "fixed", replicas: 1 },
  callers: [],
  env: {},
} as const satisfies Partial<SkyWalkingUiArgs>;

/**
 * The web page of SkyWalking: a Deployment and its Service, reached as the exposure says, closed by a
 * NetworkPolicy. Horizon adds a ConfigMap and a Secret.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/ui-setup/
 * @example new SkyWalkingUi("ui", { namespace, version: "10.4.0", oap: { rest: oap.rest, version: "10.4.0" } });
 */
export class SkyWalkingUi extends pulumi.ComponentResource {
  /** The page inside the cluster. */
  readonly http: Endpoint;
  /** Address of the page outside the cluster; absent when the exposure decides none. */
  readonly url?: pulumi.Output<string>;

  constructor(name: string, args: SkyWalkingUiArgs, opts?: pulumi.ComponentResourceOptions) {
    const chosen = args.flavor ?? DEFAULTS.flavor;
    const flavor = chosen.kind === "horizon" ? sealed(chosen) : chosen;
    const asked = { ...DEFAULTS, ...args, flavor };
    const { namespace, version, oap, exposure, scale, callers, env } = asked;
    const page = flavor.kind === "booster" ? boosterPage(asked) : horizonPage(flavor, asked);
    refuse(`SkyWalkingUi "${name}"`, [
      ...page.checks,
      ...scaleChecks(scale),
      ...exposureChecks(exposure, callers),
      ...extraEnvChecks(env, page.owned),
    ]);
    super("kube-tracing:index:SkyWalkingUi", name, { ...args, flavor }, opts);

    if (flavor.kind === "horizon" && majorOf(oap.version) < 11)
      void pulumi.log.warn(ADMIN_PAGES_CLOSED, this);

    const labels = labelsFor("skywalking-ui", name, version);
    const metadata = { name, namespace, labels: labels.labels };
    const child = { parent: this };
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(metadata), child);
    const objects = { account: account.metadata.name, ...this.keep(page, metadata) };
    const template = {
      metadata: { labels: { ...labels.labels, ...admissions(page.callees) } },
      spec: {
        ...podOf(page, objects, asked),
        ...(mostOf(scale) > 1 ? { topologySpreadConstraints: spread(labels) } : {}),
      },
    };
    const selector = { matchLabels: labels.selector };
    const workload = { ...replicasOf(scale), strategy: page.strategy, selector, template };
    const pods = new k8s.apps.v1.Deployment(name, { metadata, spec: workload }, child);
    if (mostOf(scale) > 1)
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        { metadata, spec: disruptionBudget(labels) },
        child,
      );
    if (scale.kind === "auto")
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        name,
        { metadata, spec: autoscaler(name, scale) },
        child,
      );

    const { http } = page.ports;
    const rules = {
      ingress: [
        fromClients(labels, [http]),
        ...fromCallers([...callers, ...exposureCallers(exposure)], [http]),
      ],
      egress: [toDns(), ...page.callees.map(toEndpoint)],
    };
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata, spec: networkPolicy(labels, rules) },
      child,
    );
    const found = after(labels.selector, [pods]);
    const front = { selector: found, ...exposedService(exposure, page.ports) };
    const dialed =
      exposure.kind === "loadBalancer"
        ? { ...metadata, annotations: { ...exposure.annotations } }
        : metadata;
    const service = new k8s.core.v1.Service(name, { metadata: dialed, spec: front }, child);
    const backend = { name: service.metadata.name, port: http };
    if (exposure.kind === "ingress")
      new k8s.networking.v1.Ingress(name, ingress(exposure, metadata, backend), child);
    if (exposure.kind === "gateway")
      new k8s.apiextensions.CustomResource(name, httpRoute(exposure, metadata, backend), child);

    this.http = endpointOf(service, { port: http, speaks: "http", selector: labels.selector });
    const url = addressOf(exposure, service, http);
    if (url !== undefined) this.url = url;
    this.registerOutputs({ http: this.http, url });
  }

  /**
   * What the page reads and writes. ConfigMap and Secret have a new name after each change, so the
   * pod is replaced; the claim has a fixed one, because it may wait for its first pod.
   */
  private keep({ file, secrets, data }: Page, { name, ...metadata }: Metadata) {
    const child = { parent: this };
    const objects: Omit<Objects, "account"> = {};
    if (file !== undefined) {
      const content = { metadata, data: { [file.name]: file.content } };
      const configMap = new k8s.core.v1.ConfigMap(`${name}-config`, content, child);
      objects.configMap = configMap.metadata.name;
    }
    if (Object.keys(secrets).length > 0) {
      const content = { metadata, stringData: secrets };
      const secret = new k8s.core.v1.Secret(`${name}-secrets`, content, child);
      objects.secret = secretNameOf(secret);
    }
    if (data?.volume !== undefined) {
      const claim = {
        metadata: { name: `${name}-data`, ...metadata },
        spec: claimSpec(data.volume),
      };
      new k8s.core.v1.PersistentVolumeClaim(`${name}-data`, claim, child);
      objects.claim = `${name}-data`;
    }
    return objects;
  }
}

const ADMIN_PAGES_CLOSED =
  "OAP before 11 has no admin port: the admin pages of Horizon stay closed, and its dashboards are those that it comes with.";

function claimSpec({ size, storageClass }: DataVolume) {
  return {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
  };
}

function addressOf(
  exposure: Exposure,
  service: k8s.core.v1.Service,
  port: number,
): pulumi.Output<string> | undefined {
  const known = publicUrl(exposure);
  if (known !== undefined) return pulumi.output(known);
  if (exposure.kind !== "loadBalancer") return undefined;
  return service.status.loadBalancer.ingress.apply(([balancer]) => {
    const host = balancer?.hostname ?? balancer?.ip ?? "<pending>";
    return `http://${host}:${port}`;
  });
}
