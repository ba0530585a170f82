import * as pulumi from "@pulumi/pulumi";
import {
  type EckElasticsearch,
  Elasticsearch,
  type ExternalElasticsearch,
  externalElasticsearch,
  type NativeElasticsearch,
} from "../components/elasticsearch";
import { GrpcGateway } from "../components/grpc-gateway";
import { type Endpoint, urlOf } from "../components/kit/endpoint";
import type { Images } from "../components/kit/image";
import type { ElasticsearchConnection } from "../components/kit/store";
import type { Placement } from "../components/kit/placement";
import { refuse } from "../components/kit/refusal";
import { type ElasticsearchStorage, Oap, type OapArgs, type OapStorage } from "../components/oap";
import { brokenSo11y } from "../components/oap/so11y-chain";
import { MetricsAdapter } from "../components/metrics-adapter";
import { OtelCollector } from "../components/otel-collector";
import { Satellite } from "../components/satellite";
import { brokenLinks } from "../components/satellite/chain";
import { SwckOperator } from "../components/swck-operator";
import { SkyWalkingUi, type SkyWalkingUiArgs } from "../components/skywalking-ui";
import { gatewayArgs, type SkyWalkingGateway } from "./skywalking/gateway";
import type { SkyWalkingOperator } from "./skywalking/operator";
import {
  type MetricsSource,
  satelliteArgs,
  type SkyWalkingSatellite,
} from "./skywalking/satellite";
import { so11yArgs, type SkyWalkingSo11y } from "./skywalking/so11y";

export type { SkyWalkingGateway } from "./skywalking/gateway";
export type { SkyWalkingOperator } from "./skywalking/operator";
export type { MetricsSource, SatelliteSends, SkyWalkingSatellite } from "./skywalking/satellite";
export type { SkyWalkingSo11y } from "./skywalking/so11y";

/** What the stack gives to each of its components itself. */
type Shared = "namespace" | "images" | "placement";

/** An Elasticsearch that is there already, or one that the stack makes. */
export type ElasticsearchServer =
  | ({ kind: "external" } & ExternalElasticsearch)
  | Omit<EckElasticsearch, Shared>
  | Omit<NativeElasticsearch, Shared>;

/** Where SkyWalking keeps its data: any storage of OAP, or Elasticsearch by its server. */
export type SkyWalkingStorage =
  | Exclude<OapStorage, ElasticsearchStorage>
  | (Omit<ElasticsearchStorage, "connection"> & { server: ElasticsearchServer });

/** A page for people. Its version is that of OAP unless given; Horizon has one of its own. */
export interface InstalledPage extends Omit<SkyWalkingUiArgs, Shared | "oap" | "version"> {
  kind?: "installed";
  version?: string;
}

export interface SkyWalkingArgs {
  /** Namespace of everything in the stack; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of OAP, such as `10.4.0`. */
  version: string;
  storage: SkyWalkingStorage;
  oap?: Omit<OapArgs, Shared | "version" | "storage">;
  /** NGINX in front of OAP, which balances call by call. @default none: agents call OAP itself */
  gateway?: SkyWalkingGateway;
  /** Satellite in front of OAP, for agents and Envoy inside of the cluster. @default none */
  satellite?: SkyWalkingSatellite;
  /** Who answers the external metrics API, for `satellite.scale` by connections. @default nobody */
  metricsAdapter?: MetricsSource;
  /** The operator of SWCK, which injects Java agents. @default none */
  operator?: SkyWalkingOperator;
  /** A Collector that reads OAP's own metrics and tells them to OAP. @default none */
  selfObservability?: SkyWalkingSo11y;
  /** The web page. @default { kind: "installed" } */
  ui?: InstalledPage | { kind: "none" };
  images?: Images;
  placement?: Placement;
}

/**
 * Apache SkyWalking: storage, OAP cluster and UI, each ready before what needs it.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/concepts-and-designs/overview/
 */
export class SkyWalking extends pulumi.ComponentResource {
  /** Where agents send traces, metrics and logs. */
  readonly grpc: Endpoint;
  /** GraphQL, and what agents send over HTTP. */
  readonly rest: Endpoint;
  /** Where agents and proxies inside of the cluster send, when there is a Satellite. */
  readonly satellite?: Endpoint;
  /** The web page, inside the cluster, when there is one. */
  readonly ui?: Endpoint;
  /** The Elasticsearch of the stack for each of its `others`, by the name of the user. */
  readonly others: Readonly<Record<string, ElasticsearchConnection>>;
  /** Addresses by what they are for, for people. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** Names of the Secrets with users and tokens, by what they are for. */
  readonly secretNames: pulumi.Output<Record<string, string>>;
  /** Commands to run next. */
  readonly next: pulumi.Output<string[]>;

  constructor(name: string, args: SkyWalkingArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, version, images, placement } = args;
    const host = typeof namespace === "string" ? `${name}-oap.${namespace}.svc` : undefined;
    const broken = [...brokenLinks(args, host), ...brokenSo11y(args)];
    refuse(
      `SkyWalking "${name}"`,
      broken.map(({ path, ...problem }) => ({ field: path, ...problem })),
    );
    // Each component keeps its own part of the rest, with what is secret in it encrypted.
    super("kube-tracing:index:SkyWalking", name, { namespace, version, images, placement }, opts);
    const shared = {
      namespace,
      ...(images === undefined ? {} : { images }),
      ...(placement === undefined ? {} : { placement }),
    };
    const child = { parent: this };

    let others: SkyWalking["others"] = {};
    const storage = storageOf(args.storage, (server) => {
      if (server.kind === "external") return externalElasticsearch(server);
      const settings = { ...indicesOf(args.storage), ...server, ...shared };
      const elasticsearch = new Elasticsearch(`${name}-elasticsearch`, settings, child);
      others = elasticsearch.others;
      return elasticsearch.connection;
    });
    this.others = others;
    const oap = new Oap(`${name}-oap`, { ...args.oap, ...shared, version, storage }, child);
    const gateway =
      args.gateway &&
      new GrpcGateway(`${name}-gateway`, { ...gatewayArgs(args.gateway, oap), ...shared }, child);
    const front = gateway?.endpoints["grpc"];
    const certificate = args.gateway?.tls?.certificate;
    const shown = certificate && { certificate, by: `${name}-gateway` };
    const satellite =
      args.satellite &&
      new Satellite(
        `${name}-satellite`,
        { ...satelliteArgs(args.satellite, { members: oap.members, front, shown }), ...shared },
        child,
      );
    if (args.metricsAdapter?.kind === "installed")
      new MetricsAdapter(`${name}-metrics`, { ...args.metricsAdapter, ...shared, oap }, child);
    if (args.selfObservability !== undefined) {
      const told = so11yArgs(args.selfObservability, oap, args.oap?.agentToken);
      new OtelCollector(`${name}-so11y`, { ...told, ...shared }, child);
    }
    const zipkin = oap.features["zipkin-query"];
    const backend = { rest: oap.rest, version, ...(zipkin === undefined ? {} : { zipkin }) };
    const { kind = "installed", ...page }: InstalledPage | { kind: "none" } = args.ui ?? {};
    const ui =
      kind === "none"
        ? undefined
        : new SkyWalkingUi(`${name}-ui`, { version, ...page, ...shared, oap: backend }, child);

    this.grpc = front ?? satellite?.grpc ?? oap.receiver ?? oap.grpc;
    this.rest = gateway?.endpoints["rest"] ?? oap.rest;
    if (satellite !== undefined) this.satellite = satellite.grpc;
    if (args.operator !== undefined)
      new SwckOperator(`${name}-swck`, { ...args.operator, ...shared, backend: this.grpc }, child);
    if (ui !== undefined) this.ui = ui.http;
    this.addresses = addressesOf({
      "skywalking grpc": this.grpc.address,
      "skywalking rest": urlOf(this.rest),
      ...(satellite === undefined ? {} : { "skywalking satellite": satellite.grpc.address }),
      ...(ui === undefined ? {} : { "skywalking ui": ui.url ?? urlOf(ui.http) }),
    });
    this.secretNames = pulumi.output(secretNamesOf(storage));
    const door = ui === undefined ? `oap ${oap.rest.port}` : `ui ${ui.http.port}`;
    const doors = isInsideOnly(args.ui) ? [door] : [];
    this.next = pulumi
      .output(namespace)
      .apply((where) => [
        `kubectl --namespace ${where} get pods`,
        ...doors.map((to) => `kubectl --namespace ${where} port-forward service/${name}-${to}`),
      ]);
    this.registerOutputs({
      addresses: this.addresses,
      secretNames: this.secretNames,
      next: this.next,
    });
  }
}

/** Whether the page, or GraphQL where there is none, has no address outside the cluster. */
function isInsideOnly(ui: SkyWalkingArgs["ui"]): boolean {
  return (
    ui === undefined || ui.kind === "none" || (ui.exposure?.kind ?? "clusterIP") === "clusterIP"
  );
}

/** The storage of OAP, where `connect` turns a server of Elasticsearch into a connection. */
function storageOf(
  storage: SkyWalkingStorage,
  connect: (server: ElasticsearchServer) => ElasticsearchConnection,
): OapStorage {
  if (storage.kind !== "elasticsearch") return storage;
  const { server, ...settings } = storage;
  return { ...settings, connection: connect(server) };
}

/** Addresses by what they are for; of a type that programs in other languages know. */
function addressesOf(given: Record<string, pulumi.Output<string>>) {
  return pulumi.all(given);
}

/** The indices that OAP's user may touch: OAP begins each with its prefix. */
function indicesOf(storage: SkyWalkingStorage): { indexPattern?: string } {
  const prefix = storage.kind === "elasticsearch" ? storage.indexPrefix : undefined;
  return prefix === undefined ? {} : { indexPattern: `${prefix}_*` };
}

function secretNamesOf(storage: OapStorage): Record<string, pulumi.Input<string>> {
  const credentials =
    storage.kind === "elasticsearch" ? storage.connection.credentials : storage.credentials;
  return credentials === undefined ? {} : { [`${storage.kind} user`]: credentials.password.name };
}
