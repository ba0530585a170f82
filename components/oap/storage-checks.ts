import type { Problem } from "../kit/refusal";
import { readsStore, storesOf } from "./compatibility";
import { whole } from "../kit/whole";
import {
  type BanyandbStorage,
  copiesOf,
  type ElasticsearchStorage,
  type MysqlStorage,
  type OapStorage,
  type PostgresqlStorage,
  type Retention,
} from "./storage";
import { releaseOf } from "./versions";

type Check = true | Problem;

/** Checks for `refuse`. */
export function storageChecks(
  storage: OapStorage,
  { version, retention }: { version: string; retention: Retention },
): Check[] {
  return [...retentionChecks(retention), ...ofKind(storage, version, retention)];
}

function ofKind(storage: OapStorage, version: string, retention: Retention): Check[] {
  switch (storage.kind) {
    case "elasticsearch":
      return elasticsearchChecks(storage, version, retention);
    case "banyandb":
      return banyandbChecks(storage, version);
    case "postgresql":
    case "mysql":
      return databaseChecks(storage);
  }
}

/** OAP exits at the start below two days. */
function retentionChecks({ recordsDays, metricsDays }: Retention): Check[] {
  return [
    whole("retention.recordsDays", recordsDays, { least: 2, unit: "days" }),
    whole("retention.metricsDays", metricsDays, { least: 2, unit: "days" }),
    // NaN is refused above; a second line about it says nothing.
    !(metricsDays < recordsDays) || {
      field: "retention.metricsDays",
      got: metricsDays,
      want: `no less than recordsDays (${recordsDays})`,
    },
  ];
}

function elasticsearchChecks(
  storage: ElasticsearchStorage,
  version: string,
  { recordsDays }: Retention,
): Check[] {
  const { connection, superDataset = {}, bulk = {} } = storage;
  const { speaks } = connection.endpoint;
  const copies = copiesOf(storage);
  const nodes = connection.dataNodes;
  const most = { least: 0, ...(nodes === undefined ? {} : { most: Math.max(0, nodes - 1) }) };
  const step = { least: 1, most: recordsDays, unit: "days" };
  return [
    speaks === "http" ||
      speaks === "https" || {
        field: "storage.connection.endpoint",
        got: speaks,
        want: "an endpoint that speaks http or https",
      },
    speaks === "https" ||
      connection.ca === undefined || {
        field: "storage.connection.ca",
        got: `a CA for ${speaks}`,
        want: "an endpoint that speaks https, or no CA",
      },
    readsStore(version, connection.version) || {
      field: "storage.connection.version",
      got: connection.version,
      want: `${storesOf(version)}: OAP ${version} starts with no other`,
    },
    prefixCheck(storage.indexPrefix),
    whole("storage.dayStep", storage.dayStep, step),
    whole("storage.shards", storage.shards, { least: 1 }),
    whole("storage.replicas", copies.all, most),
    whole("storage.superDataset.dayStep", superDataset.dayStep, step),
    whole("storage.superDataset.shardsFactor", superDataset.shardsFactor, { least: 1 }),
    superDataset.replicas === undefined ||
      whole("storage.superDataset.replicas", superDataset.replicas, most),
    whole("storage.bulk.actions", bulk.actions, { least: 1 }),
    whole("storage.bulk.mebibytes", bulk.mebibytes, { least: 1, most: 2047 }),
    whole("storage.bulk.flushSeconds", bulk.flushSeconds, { least: 1, most: 300 }),
    whole("storage.bulk.concurrentRequests", bulk.concurrentRequests, { least: 1 }),
  ];
}

function banyandbChecks(storage: BanyandbStorage, version: string): Check[] {
  const { targets, apiVersion, ca } = storage;
  const apis = releaseOf(version)?.banyandbApis ?? [apiVersion];
  return [
    apis.length > 0 || {
      field: "storage.kind",
      got: "banyandb",
      want: `another storage: OAP ${version} does not check what BanyanDB it talks to`,
    },
    apis.length === 0 ||
      apis.includes(apiVersion) || {
        field: "storage.apiVersion",
        got: apiVersion,
        want: `${apis.join(" or ")}, which OAP ${version} knows, or another version of either`,
      },
    targets.length > 0 || { field: "storage.targets", got: "empty", want: "at least one server" },
    ca !== undefined ||
      targets.every(({ speaks }) => speaks !== "grpcs") || {
        field: "storage.ca",
        got: ca,
        want: "the CA of the servers: OAP speaks TLS only to a CA that it is given",
      },
    prefixCheck(storage.indexPrefix),
  ];
}

function databaseChecks({ endpoint, database }: PostgresqlStorage | MysqlStorage): Check[] {
  return [
    endpoint.speaks === "tcp" || {
      field: "storage.endpoint",
      got: endpoint.speaks,
      want: "an endpoint that speaks tcp",
    },
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(database) || {
      field: "storage.database",
      got: database,
      want: "letters, digits and _, not a digit first",
    },
  ];
}

/** OAP writes it in lower case; a number would stop it. */
function prefixCheck(prefix: string | undefined): Check {
  return (
    prefix === undefined ||
    /^[a-z][a-z0-9_-]*$/.test(prefix) || {
      field: "storage.indexPrefix",
      got: prefix,
      want: "small letters, digits, - and _, a letter first",
    }
  );
}
