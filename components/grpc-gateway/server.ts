import { isAtLeast } from "../kit/version";
import { block, type Lines } from "./block";
import { FILES } from "./files";
import { passTo, type Servers } from "./upstream";

/** A port that calls come in by, and where they go. */
export type Server = {
  name: string;
  /** A port, or `address:port`. */
  listen: string;
  /** TLS in front. */
  front?: { verifiesClients: boolean };
  /** TLS behind: the name in the certificate, and whether there is a certificate to show. */
  back?: { name: string; identity: boolean };
  upstream: Servers;
  /** How long a side that may send can be silent. */
  seconds: number;
} & ({ kind: "grpc"; maxStreams: number; windowKibibytes: number } | { kind: "http" });

export function serverBlock(server: Server, version: string): Lines {
  const { kind, seconds } = server;
  const module = kind === "grpc" ? "grpc" : "proxy";
  const secure = server.back === undefined ? "" : "s";
  const scheme = kind === "grpc" ? `grpc${secure}` : `http${secure}`;
  return block("server", [
    ...listening(server, version),
    ...frontTls(server),
    // Between two messages of a client; `${module}_read_timeout` begins when it has sent all.
    `client_body_timeout ${seconds}s;`,
    `${module}_connect_timeout 3s;`,
    `${module}_send_timeout ${seconds}s;`,
    `${module}_read_timeout ${seconds}s;`,
    `${module}_socket_keepalive on;`,
    `${module}_next_upstream_tries 3;`,
    ...(kind === "grpc" ? ["grpc_buffer_size 16k;"] : HTTP),
    ...(server.front?.verifiesClients === true
      ? [`${module}_set_header x-client-dn $ssl_client_s_dn;`]
      : []),
    ...backTls(server, module),
    passTo(`${module}_pass ${scheme}://`, server, version),
    ...(kind === "grpc" ? ERRORS : []),
  ]);
}

/** Nothing is kept in files, whose place is small. */
const HTTP = [
  "proxy_http_version 1.1;",
  'proxy_set_header Connection "";',
  "proxy_set_header Host $http_host;",
  "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
  "proxy_set_header X-Forwarded-Proto $scheme;",
  "proxy_request_buffering off;",
  "proxy_max_temp_file_size 0;",
];

/**
 * Answers of the gateway itself, as gRPC: a header and nothing else, so that clients read the status
 * and may try again. Its usual page in HTML takes both from them, and so does 204, which has no
 * content type: clients in Go then say UNKNOWN.
 */
const ERRORS = [
  ...answer("unavailable", "500 502 503", [14, "no server took the call"]),
  ...answer("deadline", "504", [4, "the server did not answer in time"]),
  ...answer("exhausted", "413 429", [8, "a limit of the gateway is reached"]),
  ...answer("unauthenticated", "495 496", [16, "the gateway asks for a certificate"]),
];

function answer(name: string, of: string, [status, message]: readonly [number, string]): Lines {
  return [
    `error_page ${of} = @${name};`,
    ...block(`location @${name}`, [
      "default_type application/grpc;",
      `add_header grpc-status ${status} always;`,
      `add_header grpc-message "${message}" always;`,
      'return 200 "";',
    ]),
  ];
}

function listening(server: Server, version: string): Lines {
  const ssl = server.front === undefined ? "" : " ssl";
  if (server.kind === "http") return [`listen ${server.listen}${ssl};`];
  const hasDirective = isAtLeast(version, "1.25.1");
  return [
    `listen ${server.listen}${ssl}${hasDirective ? "" : " http2"};`,
    ...(hasDirective ? ["http2 on;"] : []),
    `http2_max_concurrent_streams ${server.maxStreams};`,
    `http2_body_preread_size ${server.windowKibibytes}k;`,
  ];
}

function frontTls({ front }: Server): Lines {
  if (front === undefined) return [];
  return [
    `ssl_certificate ${FILES.certificate}$anew;`,
    `ssl_certificate_key ${FILES.key}$anew;`,
    "ssl_protocols TLSv1.2 TLSv1.3;",
    ...(front.verifiesClients
      ? [`ssl_client_certificate ${FILES.clientCa};`, "ssl_verify_client on;"]
      : []),
  ];
}

function backTls({ name, back }: Server, module: "grpc" | "proxy"): Lines {
  if (back === undefined) return [];
  return [
    `${module}_ssl_verify on;`,
    // A chain of a root and one below it, besides the server's own.
    `${module}_ssl_verify_depth 2;`,
    `${module}_ssl_trusted_certificate ${FILES.serverCa(name)};`,
    `${module}_ssl_name ${back.name};`,
    `${module}_ssl_server_name on;`,
    ...(back.identity
      ? [
          `${module}_ssl_certificate ${FILES.identity(name)}$anew;`,
          `${module}_ssl_certificate_key ${FILES.identityKey(name)}$anew;`,
        ]
      : []),
  ];
}
