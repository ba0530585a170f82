import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Problem } from "../kit/refusal";
import type { CaBundle } from "../kit/tls";

/** Which OAP get the data, call by call in turn; meters of one instance always go to the same. */
export type OapFinder =
  /**
   * Every pod behind an endpoint, as the Kubernetes API lists them: needs the right to list pods in
   * their namespace. Never behind TLS: Satellite would name the server by a text of its settings
   * that is longer than a host name can be, and servers end such a handshake.
   */
  | { kind: "kubernetes"; members: Endpoint }
  /** A list. Of a name with several addresses one is used. */
  | { kind: "static"; servers: readonly Endpoint[]; tls?: UpstreamTls };

/** TLS between Satellite and OAP. */
export interface UpstreamTls {
  /** What the certificate of OAP is signed with; Satellite does not start without it. */
  ca: CaBundle;
  /** The name of one server can be verified, the names of several cannot. @default "server" */
  verify?: "server" | "nothing";
  /** Name of a Secret with `tls.crt` and `tls.key`, for an OAP that asks for a certificate. @default none */
  identity?: pulumi.Input<string>;
}

/** Where files for TLS lie in the pods. */
export const TLS_FOLDERS = {
  server: "/certs/server",
  ca: "/certs/oap",
  identity: "/certs/identity",
} as const;

/** Every place that Satellite sends to. */
export function upstreams(finder: OapFinder): readonly Endpoint[] {
  return finder.kind === "kubernetes" ? [finder.members] : finder.servers;
}

/** Whether Satellite calls the Kubernetes API, and so needs a token and the way there. */
export function callsApi(finder: OapFinder): boolean {
  return finder.kind === "kubernetes";
}

/** The settings of the finder in Satellite's file. */
export function finderSettings(finder: OapFinder): pulumi.Output<object> {
  if (finder.kind === "static") {
    const addresses = pulumi.all(finder.servers.map(({ address }) => address));
    return addresses.apply((all) => ({ finder_type: "static", server_addr: all.join(",") }));
  }
  const { pods } = finder.members;
  const labels = Object.entries(pods?.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  return pulumi.output(pods?.namespace).apply((namespace = "default") => ({
    finder_type: "kubernetes",
    kubernetes_config: {
      // Empty: the API server of this cluster, as the account of the pod.
      api_server: "",
      namespaces: [namespace],
      kind: "pod",
      selector: { label: labels.join(","), field: "" },
      extra_port: { port: pods?.port ?? finder.members.port },
    },
  }));
}

/** TLS to OAP; absent without it. */
export function upstreamTls(finder: OapFinder): UpstreamTls | undefined {
  return finder.kind === "static" ? finder.tls : undefined;
}

/** The settings of TLS in Satellite's file; paths of what is not there are empty, not upstream's. */
export function upstreamTlsSettings(finder: OapFinder) {
  const tls = upstreamTls(finder);
  const { ca, identity } = TLS_FOLDERS;
  return {
    enable_tls: tls !== undefined,
    ca_pem_path: tls === undefined ? "" : `${ca}/ca.crt`,
    client_pem_path: tls?.identity === undefined ? "" : `${identity}/tls.crt`,
    client_key_path: tls?.identity === undefined ? "" : `${identity}/tls.key`,
    insecure_skip_verify: tls?.verify === "nothing",
  };
}

/** Checks for `refuse`. */
export function finderChecks(finder: OapFinder): (true | Problem)[] {
  return finder.kind === "kubernetes"
    ? membersChecks(finder.members)
    : serversChecks(finder.servers, finder.tls);
}

function membersChecks({ pods, speaks }: Endpoint): (true | Problem)[] {
  return [
    pods !== undefined || {
      field: "oap.members",
      got: "an endpoint outside of the cluster",
      want: 'the members of an Oap, or { kind: "static", servers: […] }',
    },
    speaks === "grpc" || {
      field: "oap.members",
      got: `behind ${speaks}`,
      want: 'members that speak grpc, or { kind: "static", servers: […], tls: … }',
    },
  ];
}

function serversChecks(
  servers: readonly Endpoint[],
  tls: UpstreamTls | undefined,
): (true | Problem)[] {
  const spoken = [...new Set(servers.map(({ speaks }) => speaks))];
  const isVerified = tls !== undefined && tls.verify !== "nothing";
  return [
    servers.length > 0 || { field: "oap.servers", got: servers, want: "one server or more" },
    ...spoken.map(
      (speaks): true | Problem =>
        speaks === (tls === undefined ? "grpc" : "grpcs") || {
          field: "oap.servers",
          got: `one of ${speaks}`,
          want: tls === undefined ? wantedOf(speaks) : "servers of grpcs, or leave oap.tls out",
        },
    ),
    !isVerified ||
      servers.length < 2 || {
        field: "oap.tls.verify",
        got: "server",
        want: `"nothing", or one server: the names of ${servers.length} cannot be verified`,
      },
  ];
}

function wantedOf(speaks: Endpoint["speaks"]): string {
  return speaks === "grpcs" ? "oap.tls with its CA" : "servers of grpc";
}
