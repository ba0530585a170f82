import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { GatewayRoute, GatewayUpstream } from "./args";
import { connectionsOf, HEALTH_PORT, type Settled, workersOf } from "./settled";
import { nginxConf } from "./conf";
import type { Server } from "./server";

/** The servers of an upstream: one that stands for all pods, or each of a list. */
export function serversOf(upstream: GatewayUpstream): readonly Endpoint[] {
  return upstream.kind === "pods" ? [upstream.service] : upstream.servers;
}

/** `nginx.conf` of a gateway, once the hosts are known. */
export function confOf(settled: Settled): pulumi.Output<string> {
  const { version, resources, capacity, drainSeconds, accessLog, resolver } = settled;
  const routes = Object.entries(settled.routes);
  const servers = routes.map(([name, route]) => serverOf(name, route, settled));
  return pulumi.all(servers).apply((known) =>
    nginxConf({
      version,
      workers: workersOf(resources),
      connections: connectionsOf(capacity),
      drainSeconds,
      accessLog,
      resolver,
      health: `${HEALTH_PORT}`,
      servers: known,
    }),
  );
}

function serverOf(name: string, route: GatewayRoute, settled: Settled): pulumi.Output<Server> {
  const { tls, clusterDomain } = settled;
  const { kind, balance = "roundRobin", maxCalls, tls: back } = route.upstream;
  const endpoints = serversOf(route.upstream);
  const hosts = pulumi.all(endpoints.map(({ host }) => host));
  return hosts.apply((known): Server => ({
    name,
    listen: `${route.port}`,
    ...(tls === undefined ? {} : { front: { verifiesClients: tls.clientCa !== undefined } }),
    ...(back === undefined
      ? {}
      : { back: { name: back.name ?? known[0] ?? "", identity: back.identity !== undefined } }),
    upstream: {
      kind,
      // NGINX asks for names as they are, and Services have a longer one.
      addresses: endpoints.map(({ pods, port }, index) => {
        const host = known[index] ?? "";
        return `${pods === undefined ? host : `${host}.${clusterDomain}`}:${port}`;
      }),
      balance,
      ...(maxCalls === undefined ? {} : { maxCalls }),
    },
    ...(route.kind === "http"
      ? { kind: "http", seconds: route.answerSeconds ?? 60 }
      : {
          kind: "grpc",
          seconds: secondsOf(route.calls),
          maxStreams: route.maxStreams ?? 1024,
          windowKibibytes: route.windowKibibytes ?? 256,
        }),
  }));
}

function secondsOf(calls: Extract<GatewayRoute, { kind: "grpc" }>["calls"]): number {
  return calls?.kind === "unary" ? (calls.answerSeconds ?? 30) : (calls?.silenceSeconds ?? 3600);
}
