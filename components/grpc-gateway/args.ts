import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Images } from "../kit/image";
import type { Callers } from "../kit/network";
import type { Placement } from "../kit/placement";
import type { Scale } from "../kit/scale";
import type { Resources } from "../kit/size";
import type { CaBundle, Certificate } from "../kit/tls";
import type { GatewayExposure } from "./exposure";

export type { GatewayExposure } from "./exposure";

/** Arguments of `GrpcGateway`. */
export interface GrpcGatewayArgs {
  /** Namespace of every object; it must exist. */
  namespace: pulumi.Input<string>;
  /** Version of NGINX, 1.22.0 or later; its configuration is written for it. */
  version: string;
  /** What is passed on, by the name of its port: at most 15 small letters, digits and `-`. */
  routes: Readonly<Record<string, GatewayRoute>>;
  /** TLS in front, at every route. @default none */
  tls?: GatewayFrontTls;
  /** How clients outside of the cluster reach it. @default { kind: "clusterIP" } */
  exposure?: GatewayExposure;
  /** How many pods. @default { kind: "fixed", replicas: 2 } */
  scale?: Scale;
  /**
   * What each pod can hold at once. Every open call is a connection to a server of its own, and takes
   * about 40 KiB. @default { clients: 1000, calls: 4096 }
   */
  capacity?: { clients: number; calls: number };
  /** As many workers run as the limit has whole CPUs. @default 250m to 2 CPU, 16Mi to 256Mi */
  resources?: Resources;
  /** How long open calls may go on when the pod is to end, in seconds. @default 120 */
  drainSeconds?: number;
  /**
   * Which calls are logged, as JSON with their gRPC status; a stream is logged when it ends.
   * @default "all"
   */
  accessLog?: "all" | "failed";
  /** Who may read `/stub_status` at port 8081. @default nobody */
  scrapers?: readonly Callers[];
  /** Name server of the pods, as host or address. @default `kube-dns.kube-system.svc.<clusterDomain>` */
  resolver?: string;
  /** What the names of Services end in. @default "cluster.local" */
  clusterDomain?: string;
  images?: Images;
  placement?: Placement;
}

/** A port of the gateway, and where its calls go. */
export type GatewayRoute = GatewayGrpcRoute | GatewayHttpRoute;

/** Calls of gRPC, each balanced by itself, however few connections they come by. */
export interface GatewayGrpcRoute extends Passed {
  kind: "grpc";
  /** How long a call may be silent. @default { kind: "streams" } */
  calls?: GatewayCalls;
  /** Calls at once on one connection; a client lets more of them wait. @default 1024 */
  maxStreams?: number;
  /** What a client may send ahead on one call, in KiB; its speed is at most this by round trip. @default 256 */
  windowKibibytes?: number;
}

/** Requests of HTTP/1.1. */
export interface GatewayHttpRoute extends Passed {
  kind: "http";
  /** How long an answer may take, in seconds. @default 60 */
  answerSeconds?: number;
}

interface Passed {
  /** Port at the gateway and its Service. */
  port: number;
  upstream: GatewayUpstream;
  /** Who may call, besides the pods that are wired to the gateway. @default nobody */
  callers?: readonly Callers[];
}

/**
 * What timers do to a call. An hour for streams: what NGINX cuts after a minute without this is a
 * stream whose client is silent, and pings of HTTP/2 do not help.
 */
export type GatewayCalls =
  /** Calls of any kind: cut when a side that may send is silent for so long. @default 3600 */
  | { kind: "streams"; silenceSeconds?: number }
  /** Calls with one answer, which end with DEADLINE_EXCEEDED when it takes longer. @default 30 */
  | { kind: "unary"; answerSeconds?: number };

/** The servers behind a route. */
export type GatewayUpstream = Found & {
  /**
   * Who gets the next call. `fewestCalls` evens out calls that are open: where many of them last
   * long, new servers get all short ones as well until they have caught up. @default "roundRobin"
   */
  balance?: "roundRobin" | "fewestCalls";
  /** Calls at once on one server; more fail at once with UNAVAILABLE. @default no limit */
  maxCalls?: number;
  /** How servers behind TLS are verified; without it they are called without TLS. */
  tls?: GatewayBackTls;
};

type Found =
  /**
   * Every pod behind a Service without an address, looked up every five seconds. NGINX before 1.27.3
   * can do that only with a new connection for each call, at twice the price.
   */
  | { kind: "pods"; service: Endpoint }
  /**
   * A list: servers elsewhere, or one Service, which then picks the pod by connection. NGINX before
   * 1.27.3 looks names up once, and does not start when there is none.
   */
  | { kind: "servers"; servers: readonly Endpoint[] };

/** TLS between clients and the gateway. */
export interface GatewayFrontTls {
  /** Read for each new connection: a renewed one counts without a restart. */
  certificate: Certificate;
  /** What certificates of clients are signed with; without it clients need none. */
  clientCa?: CaBundle;
  /** Names that clients dial besides those of the Service, in a certificate of cert-manager. @default [] */
  hosts?: readonly string[];
}

/** TLS between the gateway and servers, which are verified always. */
export interface GatewayBackTls {
  /** What the certificates of servers are signed with. */
  ca: CaBundle;
  /** Name in the certificate. @default the host of the first server */
  name?: string;
  /** Name of a Secret with `tls.crt` and `tls.key`, which is shown to servers that ask. @default none */
  identity?: pulumi.Input<string>;
}
