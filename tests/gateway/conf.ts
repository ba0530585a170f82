/** Configurations of the tests: as the component renders them, on loopback. */

import type { Conf } from "../../components/grpc-gateway/conf";
import { nginxConf } from "../../components/grpc-gateway/conf";
import type { Server } from "../../components/grpc-gateway/server";
import { LOOPBACK } from "../../toolchain/cluster/ports";

type GrpcServer = Extract<Server, { kind: "grpc" }>;

/** A route of gRPC to these servers, with the defaults of the component. */
export function route(
  port: number,
  addresses: readonly string[],
  {
    upstream,
    ...special
  }: Partial<Omit<GrpcServer, "upstream">> & {
    upstream?: Partial<Server["upstream"]>;
  } = {},
): GrpcServer {
  return {
    name: "grpc",
    kind: "grpc",
    listen: `${LOOPBACK}:${port}`,
    upstream: { kind: "servers", addresses, balance: "roundRobin", ...upstream },
    seconds: 3600,
    maxStreams: 1024,
    windowKibibytes: 256,
    ...special,
  };
}

/** `nginx.conf` with these servers. */
export function conf(
  version: string,
  health: number,
  { servers, ...special }: Partial<Conf> & Pick<Conf, "servers">,
): string {
  return nginxConf({
    version,
    workers: 2,
    connections: 6690,
    drainSeconds: 120,
    accessLog: "all",
    resolver: LOOPBACK,
    health: `${LOOPBACK}:${health}`,
    servers,
    ...special,
  });
}

/**
 * What an article that recommends NGINX for gRPC has: a port, servers, and all else by default. What
 * is around it only lets it run in a folder of its own.
 */
export function articleConf(ports: { front: number; health: number }, servers: readonly string[]) {
  return `daemon off;
pid nginx.pid;
error_log stderr warn;
worker_processes 1;
worker_rlimit_nofile 65536;
events { worker_connections 16384; }
http {
  client_body_temp_path client_body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  access_log /dev/stdout;
  upstream servers { ${servers.map((address) => `server ${address};`).join(" ")} }
  server {
    listen ${LOOPBACK}:${ports.front} http2;
    location / { grpc_pass grpc://servers; }
  }
  server {
    listen ${LOOPBACK}:${ports.health};
    access_log off;
    location = /healthz { return 200; }
  }
}
`;
}
