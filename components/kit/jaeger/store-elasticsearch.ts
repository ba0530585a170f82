import { urlOf } from "../endpoint";
import { copiesOf, type JaegerElasticsearch, policyNameOf, spanShardsOf } from "../jaeger-store";
import type { Settings } from "../otel/settings";
import { contentOf, pathOf } from "./folders";
import { rotates } from "./versions";

/**
 * Section `elasticsearch` or `opensearch` of a backend.
 * @param part which of its indices: those of all traces, or those of the archive
 * @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/internal/storage/elasticsearch/config/config.go
 */
export function elasticsearchBackend(
  store: JaegerElasticsearch,
  version: string,
  part: { prefix: string | undefined; hours: number },
): Settings {
  const { prefix, hours } = part;
  const { connection, bulk = {} } = store;
  const { endpoint, credentials, ca } = connection;
  const { mebibytes = 5, actions = 1000, flushMs = 200, workers = 4 } = bulk;
  const password = { password_file: pathOf("storePassword"), reload_interval: "10s" };
  return {
    server_urls: [urlOf(endpoint)],
    ...(credentials === undefined
      ? {}
      : { auth: { basic: { username: contentOf("storeUser"), ...password } } }),
    ...(ca === undefined ? {} : { tls: { ca_file: pathOf("storeCa") } }),
    bulk_processing: {
      max_bytes: mebibytes * 2 ** 20,
      max_actions: actions,
      flush_interval: `${flushMs}ms`,
      workers,
    },
    max_span_age: `${hours}h`,
    ...indices(store, version, prefix),
  };
}

/** Names, shards and copies of the indices; jobs that make aliases make the templates too. */
function indices(
  store: JaegerElasticsearch,
  version: string,
  prefix: string | undefined,
): Settings {
  const isPeriodic = (store.rotation?.kind ?? "periodic") === "periodic";
  const replicas = copiesOf(store);
  const follow = rotates(version) ? { rotation: rotation(store) } : isPeriodic ? dated(store) : {};
  const other = { shards: 1, replicas, ...follow };
  return {
    create_mappings: isPeriodic,
    ...(rotates(version) || isPeriodic
      ? {}
      : { use_aliases: true, use_ilm: policyNameOf(store) !== undefined }),
    indices: {
      ...(prefix === undefined ? {} : { index_prefix: prefix }),
      spans: { ...other, shards: spanShardsOf(store) },
      services: other,
      dependencies: other,
      sampling: other,
    },
  };
}

/** How indices follow each other, from 2.20 on. */
function rotation(store: JaegerElasticsearch): Settings {
  switch (store.rotation?.kind) {
    case undefined:
    case "periodic":
      return { periodic: dated(store) };
    case "rollover":
      return { manual_rollover: {} };
    case "ilm":
      return { auto_rollover: { policy_name: policyNameOf(store) ?? "" } };
  }
}

/** The date in the name of an index, as Go writes it. */
function dated({ rotation: given }: JaegerElasticsearch) {
  return given?.kind === "periodic" && given.every === "hour"
    ? { date_layout: "2006-01-02-15", rollover_frequency: "hour" }
    : { date_layout: "2006-01-02", rollover_frequency: "day" };
}
