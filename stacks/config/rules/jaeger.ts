import { z } from "zod";
import { JAEGER_VERSIONS, rotates } from "../../../components/kit/jaeger/versions";
import { isAtLeast, majorOf } from "../../../components/kit/version";
import { RELEASES } from "../../versions";
import { AGENT_RULES } from "./jaeger-agents";
import type { At, Finding, Path, Rule } from "./rule";

/** Jaeger, its storage, and the SkyWalking beside it. */
export const JAEGER_RULES: readonly Rule[] = [
  sharedServer,
  sharedVersion,
  oneCollector,
  buffer,
  learning,
  ...AGENT_RULES,
  pageCallers,
  pageLogin,
  figures,
  largeTraces,
  mostPods,
  derived,
];

const there = z.looseObject({});
const local = z.enum(["badger", "memory"]);

const isShared = (at: At) => at("jaeger.storage.server.kind", z.literal("shared")) !== undefined;

function sharedServer(at: At): Finding[] {
  const path = "jaeger.storage.server.kind";
  const own = at("skywalking.storage.server.kind", z.enum(["native", "eck"]));
  const want = "external, native or eck: SkyWalking runs no Elasticsearch that could be shared";
  return isShared(at) && own === undefined ? [{ path, want }] : [];
}

/** Jaeger is tested with 7.17 and with 8.19 on, OAP with 7 and 8. */
function sharedVersion(at: At): Finding[] {
  const path = "skywalking.storage.server.version";
  const version = at(path, z.string());
  if (!isShared(at) || version === undefined) return [];
  const isKnown =
    majorOf(version) === 7 ? isAtLeast(version, "7.17.0") : isAtLeast(version, "8.19.0");
  const want = `${RELEASES.sharedElasticsearch.version}, or 7.17: Jaeger shares it`;
  return isKnown ? [] : [{ path, want }];
}

function oneCollector(at: At): Finding[] {
  const kind = at("jaeger.storage.kind", local);
  if (kind === undefined) return [];
  const want = `1: ${kind} is inside of one collector, and each would have traces of its own`;
  const fixed = at("jaeger.collector.scale", z.looseObject({ replicas: z.number().min(2) }));
  const auto = at("jaeger.collector.scale", z.looseObject({ kind: z.literal("auto") }));
  return [
    ...(fixed === undefined ? [] : [{ path: "jaeger.collector.scale.replicas" as const, want }]),
    ...(auto === undefined
      ? []
      : [{ path: "jaeger.collector.scale.kind" as const, want: `fixed, with replicas ${want}` }]),
  ];
}

function buffer(at: At): Finding[] {
  const kafka = at("jaeger.kafka", there);
  const kind = at("jaeger.storage.kind", local);
  const ingester = at("jaeger.ingester", there);
  return [
    ...(kafka !== undefined && kind !== undefined
      ? [
          {
            path: "jaeger.kafka" as const,
            want: `nothing beside storage ${kind}, which is inside of the collector`,
          },
        ]
      : []),
    ...(ingester !== undefined && kafka === undefined
      ? [
          {
            path: "jaeger.ingester" as const,
            want: "nothing, or jaeger.kafka, from which it takes spans",
          },
        ]
      : []),
  ];
}

function learning(at: At): Finding[] {
  const path = "jaeger.collector.sampling.kind";
  if (at(path, z.literal("adaptive")) === undefined) return [];
  const kind = at("jaeger.storage.kind", z.enum(["grpc", "clickhouse"]));
  const kafka = at("jaeger.kafka", there);
  if (kind !== undefined)
    return [{ path, want: `file: storage ${kind} keeps nothing that is learned` }];
  return kafka === undefined
    ? []
    : [{ path, want: "file: collectors learn in a storage, and with kafka they have none" }];
}

const none = z.exactOptional(z.tuple([]));

/** Policies close what nobody is named for. */
function pageCallers(at: At): Finding[] {
  const kind = at("jaeger.query.exposure.kind", z.enum(["nodePort", "ingress", "gateway"]));
  const isClosed = at("jaeger.query", z.looseObject({ callers: none })) !== undefined;
  const who =
    kind === "nodePort"
      ? "the networks of nodes and users, such as [{ kind: cidrs, cidrs: [10.0.0.0/8] }]"
      : "the namespace of its controller, such as [{ kind: namespaces, labels: { … } }]";
  return kind !== undefined && isClosed ? [{ path: "jaeger.query.callers", want: who }] : [];
}

/** People come back from the identity provider to an address. */
function pageLogin(at: At): Finding[] {
  if (at("jaeger.query.login", there) === undefined) return [];
  const ingress = z.looseObject({ kind: z.literal("ingress"), tlsSecret: z.string() });
  const gateway = z.looseObject({
    kind: z.literal("gateway"),
    scheme: z.exactOptional(z.literal("https")),
  });
  const path = "jaeger.query.exposure";
  const want = "an ingress with tlsSecret or a gateway of https, because login leads back to it";
  return at(path, z.union([ingress, gateway])) === undefined ? [{ path, want }] : [];
}

function figures(at: At): Finding[] {
  const path = "jaeger.query.monitor.kind";
  const kind = at(
    "jaeger.storage.kind",
    z.enum(["cassandra", "clickhouse", "grpc", "badger", "memory"]),
  );
  const want = `prometheus: nothing is counted in storage ${kind ?? ""}`;
  return kind !== undefined && at(path, z.literal("store")) !== undefined ? [{ path, want }] : [];
}

function largeTraces(at: At): Finding[] {
  const path = "jaeger.query.maxTraceSpans";
  const version = at("jaeger.version", z.enum(JAEGER_VERSIONS)) ?? RELEASES.jaeger.version;
  const given = at(path, z.number());
  const want = `nothing for Jaeger ${version}, or version 2.20.0`;
  return given === undefined || rotates(version) ? [] : [{ path, want }];
}

function derived(at: At): Finding[] {
  const path = "jaeger.dependencies";
  const kind = at("jaeger.storage.kind", z.enum(["clickhouse", "grpc", "badger", "memory"]));
  const want = `nothing: storage ${kind ?? ""} is not read, only elasticsearch, opensearch, cassandra`;
  return kind !== undefined && at(path, there) !== undefined ? [{ path, want }] : [];
}

const SCALES = [
  "jaeger.collector.scale",
  "jaeger.ingester.scale",
  "jaeger.query.scale",
] as const satisfies Path[];

function mostPods(at: At): Finding[] {
  const bounds = z.looseObject({ min: z.number(), max: z.number() });
  return SCALES.flatMap((path) => {
    const { min, max } = at(path, bounds) ?? { min: 0, max: 1 };
    const want = `a number above min, which is ${min}`;
    return max > min ? [] : [{ path: `${path}.max` as const, want }];
  });
}
