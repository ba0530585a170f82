import { isAtLeast } from "../kit/version";
import { apart, block, type Lines } from "./block";
import { type Server, serverBlock } from "./server";
import { RESOLVES, upstreamBlock } from "./upstream";

/** Everything that `nginx.conf` says; plain values, so that the text depends on nothing else. */
export interface Conf {
  /** Version of NGINX that is to read it. */
  version: string;
  workers: number;
  /** Connections at once of one worker: clients, open calls and kept connections together. */
  connections: number;
  /** How long open calls may go on when it is told to end. */
  drainSeconds: number;
  accessLog: "all" | "failed";
  /** Host or address of the name server. */
  resolver: string;
  /** Where health and figures are asked for: a port, or `address:port`. */
  health: string;
  servers: readonly Server[];
}

/**
 * The whole `nginx.conf`. Files that it names lie beside it; what it writes lies in the folder that
 * `-p` names.
 * @see https://nginx.org/en/docs/http/ngx_http_grpc_module.html
 */
export function nginxConf(conf: Conf): string {
  const { version, workers, connections, drainSeconds, servers } = conf;
  const lines = apart(
    [
      "daemon off;",
      "pid nginx.pid;",
      "error_log stderr warn;",
      `worker_processes ${workers};`,
      // Files beside connections: logs, listening ports, the workers' own.
      `worker_rlimit_nofile ${connections + 256};`,
      `worker_shutdown_timeout ${drainSeconds}s;`,
    ],
    block("events", [`worker_connections ${connections};`]),
    block(
      "http",
      apart(
        ["server_tokens off;", ...FOLDERS.map((folder) => `${folder}_temp_path ${folder};`)],
        log(conf),
        certificates(servers),
        resolver(conf),
        CLIENTS,
        ...servers.map((server) => upstreamBlock(server, version)),
        ...servers.map((server) => serverBlock(server, version)),
        healthServer(conf.health),
      ),
    ),
  );
  return `${lines.join("\n")}\n`;
}

/** Each module makes its folder at the start, used or not; the usual places are read-only. */
const FOLDERS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] as const;

/**
 * Between clients and the gateway. A connection that ends while calls come in costs some of them, so
 * it ends seldom: by default after 1000 calls. Bodies have no limit, because it would be for all
 * messages of a stream together. Names of metadata may have `.` and `_`.
 */
const CLIENTS = [
  "keepalive_requests 1000000;",
  "keepalive_timeout 1h;",
  "keepalive_time 6h;",
  "client_max_body_size 0;",
  "ignore_invalid_headers off;",
];

/**
 * The status of a call is in its trailer; in the header when there is nothing else; and in the header
 * that is sent when it is the gateway that answers.
 */
function log({ accessLog }: Conf): Lines {
  const fields = [
    '"time":"$time_iso8601"',
    '"client":"$remote_addr"',
    '"call":"$uri"',
    '"http":$status',
    '"grpc":"$grpc_status"',
    '"server":"$upstream_addr"',
    '"answers":"$upstream_status"',
    '"seconds":$request_time',
    '"connect":"$upstream_connect_time"',
    '"in":$request_length',
    '"out":$bytes_sent',
    '"connection":$connection',
    '"calls":$connection_requests',
  ];
  const isFiltered = accessLog === "failed";
  return [
    ...block("map $upstream_trailer_grpc_status $grpc_status", [
      "default $upstream_trailer_grpc_status;",
      '"" $sent_http_grpc_status;',
    ]),
    ...(isFiltered
      ? block('map "$status:$grpc_status" $failed', ["default 1;", '"~^[123]..:0?$" 0;'])
      : []),
    `log_format calls escape=json '{${fields.join(",")}}';`,
    `access_log /dev/stdout calls buffer=64k flush=1s${isFiltered ? " if=$failed" : ""};`,
  ];
}

/** A path with a variable is read for each connection anew: a renewed certificate counts at once. */
function certificates(servers: readonly Server[]): Lines {
  const shows = servers.some(({ front, back }) => front !== undefined || back?.identity === true);
  return shows ? block('map "" $anew', ['default "";']) : [];
}

function resolver({ version, resolver, servers }: Conf): Lines {
  const isAsked =
    isAtLeast(version, RESOLVES) || servers.some(({ upstream }) => upstream.kind === "pods");
  return isAsked ? [`resolver ${resolver} valid=5s ipv6=off;`, "resolver_timeout 3s;"] : [];
}

function healthServer(listen: string): Lines {
  return block("server", [
    `listen ${listen};`,
    "access_log off;",
    "location = /healthz { return 200; }",
    "location = /stub_status { stub_status; }",
  ]);
}
