import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { Env, SecretKey } from "../kit/env";
import { PATHS, TRUSTSTORE } from "./paths";
import {
  type BanyandbStorage,
  copiesOf,
  type ElasticsearchStorage,
  type MysqlStorage,
  type OapStorage,
  type PostgresqlStorage,
  type Retention,
} from "./storage";

/** Variables of the storage; the schema is made with exactly these. */
export function storageEnv(
  storage: OapStorage,
  { retention, truststore }: { retention: Retention; truststore: SecretKey | undefined },
): Env {
  switch (storage.kind) {
    case "elasticsearch":
      return elasticsearchEnv(storage, truststore);
    case "banyandb":
      return banyandbEnv(storage, retention);
    case "postgresql": {
      const tls = `?sslmode=verify-full&sslrootcert=${PATHS.storageCa}/ca.crt`;
      return jdbcEnv(storage, storage.ca === undefined ? "" : tls);
    }
    case "mysql": {
      const options = "?rewriteBatchedStatements=true&allowMultiQueries=true";
      const tls =
        `&sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:${TRUSTSTORE}` +
        "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=$(TRUSTSTORE_PASSWORD)";
      return truststore === undefined
        ? jdbcEnv(storage, options)
        : { TRUSTSTORE_PASSWORD: { secret: truststore }, ...jdbcEnv(storage, options + tls) };
    }
  }
}

function elasticsearchEnv(storage: ElasticsearchStorage, truststore: SecretKey | undefined): Env {
  const { connection, superDataset = {}, bulk = {}, settings } = storage;
  const { credentials } = connection;
  const copies = copiesOf(storage);
  return {
    SW_STORAGE: "elasticsearch",
    SW_STORAGE_ES_CLUSTER_NODES: connection.endpoint.address,
    SW_STORAGE_ES_HTTP_PROTOCOL: connection.endpoint.speaks,
    ...(credentials === undefined
      ? {}
      : {
          SW_ES_USER: { secret: credentials.username },
          SW_ES_PASSWORD: { secret: credentials.password },
        }),
    ...(truststore === undefined
      ? {}
      : {
          SW_STORAGE_ES_SSL_JKS_PATH: TRUSTSTORE,
          SW_STORAGE_ES_SSL_JKS_PASS: { secret: truststore },
        }),
    ...given({
      SW_NAMESPACE: storage.indexPrefix,
      SW_STORAGE_DAY_STEP: storage.dayStep,
      SW_STORAGE_ES_INDEX_SHARDS_NUMBER: storage.shards,
      SW_STORAGE_ES_INDEX_REPLICAS_NUMBER: copies.all,
      SW_STORAGE_ES_SUPER_DATASET_DAY_STEP: superDataset.dayStep,
      SW_STORAGE_ES_SUPER_DATASET_INDEX_SHARDS_FACTOR: superDataset.shardsFactor,
      SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER: copies.superDataset,
      SW_STORAGE_ES_BULK_ACTIONS: bulk.actions,
      SW_STORAGE_ES_BATCH_OF_BYTES: bulk.mebibytes && bulk.mebibytes * 1024 * 1024,
      SW_STORAGE_ES_FLUSH_INTERVAL: bulk.flushSeconds,
      SW_STORAGE_ES_CONCURRENT_REQUESTS: bulk.concurrentRequests,
      SW_STORAGE_ES_ADVANCED: settings && texts(settings),
    }),
  };
}

/** Hourly and daily metrics share files of up to 15 days, so they are kept at least that long. */
function banyandbEnv(storage: BanyandbStorage, retention: Retention): Env {
  const { targets, credentials, ca } = storage;
  const { recordsDays, metricsDays } = retention;
  const coarseDays = Math.max(15, metricsDays);
  const days = {
    RECORDS: recordsDays,
    TRACE: recordsDays,
    ZIPKIN_TRACE: recordsDays,
    LOG: recordsDays,
    BROWSER_ERROR_LOG: recordsDays,
    METRICS_MINUTE: metricsDays,
    METRICS_HOUR: coarseDays,
    METRICS_DAY: coarseDays,
    METADATA: coarseDays,
  };
  return {
    SW_STORAGE: "banyandb",
    SW_STORAGE_BANYANDB_TARGETS: addresses(targets),
    ...(credentials === undefined
      ? {}
      : {
          SW_STORAGE_BANYANDB_USER: { secret: credentials.username },
          SW_STORAGE_BANYANDB_PASSWORD: { secret: credentials.password },
        }),
    ...given({
      SW_STORAGE_BANYANDB_SSL_TRUST_CA_PATH: ca && `${PATHS.storageCa}/ca.crt`,
      SW_NAMESPACE: storage.indexPrefix,
    }),
    ...Object.fromEntries(
      Object.entries(days).map(([group, ttl]) => [
        `SW_STORAGE_BANYANDB_${group}_TTL_DAYS`,
        `${ttl}`,
      ]),
    ),
  };
}

function jdbcEnv(storage: PostgresqlStorage | MysqlStorage, options: string): Env {
  const { kind, endpoint, database, credentials } = storage;
  return {
    SW_STORAGE: kind,
    SW_JDBC_URL: pulumi.interpolate`jdbc:${kind}://${endpoint.address}/${database}${options}`,
    SW_DATA_SOURCE_USER: { secret: credentials.username },
    SW_DATA_SOURCE_PASSWORD: { secret: credentials.password },
  };
}

/** Leaves out what is not given, so that OAP's own default holds. */
function given(values: Readonly<Record<string, string | number | undefined>>): Env {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, `${value}`]],
    ),
  );
}

function addresses(targets: readonly Endpoint[]): pulumi.Output<string> {
  return pulumi.all(targets.map(({ address }) => address)).apply((all) => all.join(","));
}

/** As texts, which Elasticsearch takes for any setting: OAP itself would make 1 into 1.0. */
function texts(settings: Readonly<Record<string, string | number | boolean>>): string {
  const entries = Object.entries(settings).map(([name, value]) => [name, `${value}`]);
  return JSON.stringify(Object.fromEntries(entries));
}
