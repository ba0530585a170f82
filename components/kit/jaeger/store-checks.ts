import type { Endpoint, Protocol } from "../endpoint";
import { copiesOf, type JaegerElasticsearch, type JaegerStore } from "../jaeger-store";
import type { Problem } from "../refusal";
import { isAtLeast, isVersion, majorOf } from "../version";
import { whole } from "../whole";
import { type JaegerGeneration, rotates } from "./versions";

type Check = true | Problem;

/** Which Jaeger uses the store. */
export interface StoreUser {
  version: string;
  generation: JaegerGeneration;
}

/** Checks for `refuse`: what a store of this kind cannot be, or this Jaeger cannot use. */
export function storeChecks(store: JaegerStore, user: StoreUser): Check[] {
  switch (store.kind) {
    case "elasticsearch":
    case "opensearch":
      return elasticsearchChecks(store, user);
    case "cassandra":
      return [
        ...serverChecks(store.servers),
        samePort(store.servers),
        keyspace("store.keyspace", store.keyspace),
        keyspace("store.archive.keyspace", store.archive?.keyspace),
        whole("store.schema.replicationFactor", store.schema?.replicationFactor, { least: 1 }),
        hours("store.schema.keptHours", store.schema?.keptHours),
      ];
    case "clickhouse":
      return clickHouseChecks(store, user);
    case "grpc":
      return [
        speaks("store.endpoint", store.endpoint, ["grpc", "grpcs"]),
        store.archive === undefined ||
          speaks("store.archive.endpoint", store.archive.endpoint, [store.endpoint.speaks]),
        store.ca === undefined ||
          store.endpoint.speaks === "grpcs" || {
            field: "store.ca",
            got: "given for an endpoint that speaks grpc",
            want: "no ca, or an endpoint that speaks grpcs",
          },
        whole("store.timeoutSeconds", store.timeoutSeconds, { least: 1, unit: "seconds" }),
      ];
    case "badger":
      return [hours("store.keptHours", store.keptHours)];
    case "memory":
      return [whole("store.maxTraces", store.maxTraces, { least: 1 })];
  }
}

function elasticsearchChecks(store: JaegerElasticsearch, user: StoreUser): Check[] {
  const { connection, indexPrefix, spanShards, replicas, lookbackHours, bulk, archive } = store;
  const { endpoint, version, dataNodes = Infinity } = connection;
  const policy = store.rotation?.kind === "ilm" ? store.rotation.policy : undefined;
  const copies = copiesOf(store);
  return [
    speaks("store.connection.endpoint", endpoint, ["http", "https"]),
    version === undefined || readable(store.kind, version, user),
    indexPrefix === undefined ||
      /^[a-z0-9][a-z0-9_.-]*[a-z0-9]$|^[a-z0-9]$/.test(indexPrefix) || {
        field: "store.indexPrefix",
        got: indexPrefix,
        want: "a prefix of small letters, digits and _.- that ends in a letter or digit",
      },
    policy === undefined ||
      /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(policy) || {
        field: "store.rotation.policy",
        got: policy,
        want: "a name of letters, digits and _.-",
      },
    whole("store.spanShards", spanShards, { least: 1 }),
    whole("store.replicas", replicas, { least: 0 }),
    !(copies >= dataNodes) || {
      field: "store.replicas",
      got: copies,
      want: `${dataNodes - 1} or less: each copy needs a node of its own, and ${dataNodes} keep data`,
    },
    hours("store.lookbackHours", lookbackHours),
    whole("store.bulk.mebibytes", bulk?.mebibytes, { least: 1, most: 100 }),
    whole("store.bulk.actions", bulk?.actions, { least: 1 }),
    whole("store.bulk.flushMs", bulk?.flushMs, { least: 1, unit: "milliseconds" }),
    whole("store.bulk.workers", bulk?.workers, { least: 1 }),
    whole("store.archive.lookbackDays", archive?.lookbackDays, { least: 1, unit: "days" }),
  ];
}

/**
 * What Jaeger reads and writes.
 * @see https://www.jaegertracing.io/docs/2.20/storage/elasticsearch/
 */
const STORES = { elasticsearch: [7, 8, 9], opensearch: [1, 2, 3] } as const;

function readable(kind: "elasticsearch" | "opensearch", version: string, user: StoreUser): Check {
  const majors: readonly number[] = STORES[kind];
  const [name, known] =
    kind === "elasticsearch" ? ["Elasticsearch", "7.17, 8 or 9"] : ["OpenSearch", "1, 2 or 3"];
  const isOld = kind === "elasticsearch" && majorOf(version) === 7 && !isAtLeast(version, "7.17.0");
  const want = `${name} ${known} for Jaeger ${user.version}`;
  return (
    (isVersion(version) && majors.includes(majorOf(version)) && !isOld) || {
      field: "store.connection.version",
      got: version,
      want,
    }
  );
}

function clickHouseChecks(
  store: Extract<JaegerStore, { kind: "clickhouse" }>,
  { version, generation }: StoreUser,
): Check[] {
  const isNew = rotates(version);
  const later = "nothing before Jaeger 2.20.0";
  return [
    generation === "v2" || {
      field: "store.kind",
      got: store.kind,
      want: "another store: Jaeger 1 does not know it",
    },
    ...serverChecks(store.servers),
    keyspace("store.database", store.database),
    isNew || store.ca === undefined || { field: "store.ca", got: "given", want: later },
    isNew ||
      store.keptHours === undefined || {
        field: "store.keptHours",
        got: store.keptHours,
        want: later,
      },
    hours("store.keptHours", store.keptHours),
  ];
}

function serverChecks(servers: readonly Endpoint[]): Check[] {
  return [
    servers.length > 0 || { field: "store.servers", got: servers, want: "one server or more" },
    ...servers.map((server, index) => speaks(`store.servers[${index}]`, server, ["tcp"])),
  ];
}

function samePort(servers: readonly Endpoint[]): Check {
  const ports = [...new Set(servers.map(({ port }) => port))];
  return ports.length < 2 || { field: "store.servers", got: ports, want: "servers at one port" };
}

function speaks(field: string, endpoint: Endpoint, wanted: readonly Protocol[]): Check {
  const want = wanted.map((one) => `"${one}"`).join(" or ");
  return (
    wanted.includes(endpoint.speaks) || { field: `${field}.speaks`, got: endpoint.speaks, want }
  );
}

/** A name that needs no quotes. */
function keyspace(field: string, name: string | undefined): Check {
  const want = "a name of letters, digits and _ that begins with a letter";
  return name === undefined || /^[A-Za-z][A-Za-z0-9_]*$/.test(name) || { field, got: name, want };
}

function hours(field: string, value: number | undefined): Check {
  return whole(field, value, { least: 1, unit: "hours" });
}
