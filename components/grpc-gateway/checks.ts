import type { Problem } from "../kit/refusal";
import { scaleChecks } from "../kit/scale";
import { mebibytes } from "../kit/size";
import { isAtLeast, isVersion } from "../kit/version";
import { whole } from "../kit/whole";
import type { GatewayRoute } from "./args";
import { exposureChecks } from "./exposure";
import { serversOf } from "./servers";
import { HEALTH_PORT, mebibytesOf, type Settled } from "./settled";
import { isBlock, RESOLVES } from "./upstream";

type Check = true | Problem;

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function gatewayChecks(settled: Settled): Check[] {
  const { version, routes, capacity, resources, drainSeconds } = settled;
  const names = Object.keys(routes);
  const { memory } = resources.limits;
  const needed = mebibytesOf(capacity.calls);
  return [
    (isVersion(version) && isAtLeast(version, "1.22.0")) || {
      field: "version",
      got: version,
      want: "1.22.0 or later, such as 1.30.6",
    },
    names.length > 0 || { field: "routes", got: routes, want: "one route or more" },
    ...Object.entries(routes).flatMap(([name, route]) => routeChecks(name, route, settled)),
    ...exposureChecks(settled.exposure, routes),
    ...scaleChecks(settled.scale),
    whole("capacity.clients", capacity.clients, { least: 1 }),
    whole("capacity.calls", capacity.calls, { least: 1 }),
    !(mebibytes(memory) < needed) || {
      field: "resources.limits.memory",
      got: memory,
      want: `${needed}Mi or more for ${capacity.calls} calls at once`,
    },
    whole("drainSeconds", drainSeconds, { least: 1, unit: "seconds" }),
    word("resolver", settled.resolver, "kube-dns.kube-system.svc.cluster.local"),
    word("clusterDomain", settled.clusterDomain, "cluster.local"),
  ];
}

function routeChecks(name: string, route: GatewayRoute, settled: Settled): Check[] {
  const field = `routes.${name}`;
  const { port } = route;
  const others = Object.entries(settled.routes).filter(([other]) => other < name);
  const taken = others.find(([, other]) => other.port === port)?.[0];
  return [
    /^[a-z]([-a-z0-9]{0,13}[a-z0-9])?$/.test(name) || {
      field: "routes",
      got: name,
      want: "names of at most 15 small letters, digits and -",
    },
    name !== "health" || { field: "routes", got: name, want: "another name: health is taken" },
    whole(`${field}.port`, port, { least: 1024, most: 65535 }),
    port !== HEALTH_PORT || {
      field: `${field}.port`,
      got: port,
      want: `another port: ${HEALTH_PORT} tells how the gateway is`,
    },
    taken === undefined || {
      field: `${field}.port`,
      got: port,
      want: `another port: ${taken} has this one`,
    },
    ...upstreamChecks(`${field}.upstream`, route, settled.version),
    ...(route.kind === "http"
      ? [whole(`${field}.answerSeconds`, route.answerSeconds, { least: 1, unit: "seconds" })]
      : [
          ...callsChecks(`${field}.calls`, route.calls),
          whole(`${field}.maxStreams`, route.maxStreams, { least: 1 }),
          whole(`${field}.windowKibibytes`, route.windowKibibytes, { least: 64, most: 65536 }),
        ]),
  ];
}

function callsChecks(
  field: string,
  calls: Extract<GatewayRoute, { kind: "grpc" }>["calls"],
): Check[] {
  if (calls === undefined) return [];
  const { kind } = calls;
  const [name, seconds] =
    kind === "unary"
      ? (["answerSeconds", calls.answerSeconds] as const)
      : (["silenceSeconds", calls.silenceSeconds] as const);
  return [whole(`${field}.${name}`, seconds, { least: 1, unit: "seconds" })];
}

function upstreamChecks(field: string, { kind, upstream }: GatewayRoute, version: string): Check[] {
  const servers = serversOf(upstream);
  const { balance, maxCalls, tls } = upstream;
  const spoken = [...new Set(servers.map(({ speaks }) => speaks))];
  const isTls = spoken.some((speaks) => speaks === "grpcs" || speaks === "https");
  const plain = kind === "grpc" ? "grpc" : "http";
  const isFollowed = isVersion(version) && !isBlock(upstream, version);
  const old = `nothing: NGINX before ${RESOLVES} cannot do it for pods`;
  return [
    servers.length > 0 || { field: `${field}.servers`, got: servers, want: "one server or more" },
    ...spoken.map(
      (speaks): Check =>
        speaks === plain ||
        speaks === `${plain}s` || {
          field: `${field} speaks`,
          got: speaks,
          want: `servers of ${plain} or ${plain}s`,
        },
    ),
    spoken.length < 2 || {
      field: `${field} speaks`,
      got: spoken,
      want: "servers that all speak the same",
    },
    !isTls ||
      tls !== undefined || {
        field: `${field}.tls`,
        got: tls,
        want: "the CA of the servers: { ca: … }",
      },
    isTls ||
      tls === undefined || {
        field: `${field}.tls`,
        got: "given",
        want: `nothing, because the servers speak ${spoken.join()}`,
      },
    whole(`${field}.maxCalls`, maxCalls, { least: 1 }),
    !isFollowed ||
      maxCalls === undefined || { field: `${field}.maxCalls`, got: maxCalls, want: old },
    !isFollowed ||
      balance !== "fewestCalls" || { field: `${field}.balance`, got: balance, want: old },
  ];
}

/** The value stands in `nginx.conf` as it is. */
function word(field: string, value: string, example: string): Check {
  return (
    /^[A-Za-z0-9.:[\]-]+$/.test(value) || { field, got: value, want: `a name such as ${example}` }
  );
}
