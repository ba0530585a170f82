import type { Problem } from "../kit/refusal";
import table101 from "./data/env-10.1.0.json";
import table104 from "./data/env-10.4.0.json";

/** What one release of OAP understands. */
interface Release {
  /** Every variable that its configuration files read. */
  names: ReadonlySet<string>;
  /** API versions of the BanyanDB servers it talks to; it exits when the server has another. */
  banyandbApis: readonly string[];
  /** Whether alarms report their end, too. */
  alarmRecovery: boolean;
}

/**
 * The releases that this component runs. 10.3.0 is left out for good: on Kubernetes its members can
 * take themselves for 127.0.0.1 for ever. The fault came with 10.3.0, so 10.1.0 has none.
 * @see https://github.com/apache/skywalking/pull/13740 (10.4.0)
 */
const RELEASES: Readonly<Record<string, Release>> = {
  "10.1.0": { names: new Set(table101.names), banyandbApis: [], alarmRecovery: false },
  "10.4.0": {
    names: new Set([...table104.names, ...banyandbNames()]),
    banyandbApis: ["0.10"],
    alarmRecovery: true,
  },
};

/** Versions that `Oap` accepts, oldest first. */
export const OAP_VERSIONS: readonly string[] = Object.keys(RELEASES);

/** What a version understands; absent when `Oap` does not accept it. */
export function releaseOf(version: string): Release | undefined {
  return RELEASES[version];
}

/** Whether a version reads this variable. */
export function reads(version: string, name: string): boolean {
  return releaseOf(version)?.names.has(name) ?? false;
}

/** Checks for `refuse`. */
export function versionChecks(version: string): (true | Problem)[] {
  const want = `one of ${OAP_VERSIONS.join(", ")}`;
  return [releaseOf(version) !== undefined || { field: "version", got: version, want }];
}

/**
 * Refuses extra variables that begin with `SW_` and that the version does not read: OAP takes no
 * notice of them, so a typing error would have no effect and no message.
 */
export function knownNameChecks(names: readonly string[], version: string): (true | Problem)[] {
  const known = releaseOf(version)?.names;
  if (known === undefined) return [];
  return names.map((name) => {
    if (!name.startsWith("SW_") || known.has(name)) return true;
    const close = nearest(name, [...known]);
    const want =
      close === undefined ? "a name of its application.yml" : `${close}, if that is meant`;
    return { field: `env.${name}`, got: `unknown to OAP ${version}`, want };
  });
}

/** The word that takes the fewest edits, when those are few. */
function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= word.length / 4 ? best.candidate : undefined;
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(a).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * Names that 10.4 reads in bydb.yml, which is not part of application.yml.
 * @see https://skywalking.apache.org/docs/main/v10.4.0/en/setup/backend/storages/banyandb/
 */
function banyandbNames(): string[] {
  const settings = [
    ...["TARGETS", "USER", "PASSWORD", "SSL_TRUST_CA_PATH", "COMPATIBLE_SERVER_API_VERSIONS"],
    ...["MAX_BULK_SIZE", "FLUSH_INTERVAL", "FLUSH_TIMEOUT", "CONCURRENT_WRITE_THREADS"],
    "CLEANUP_UNUSED_TOPN_RULES",
  ];
  const groups = [
    ...["RECORDS", "TRACE", "ZIPKIN_TRACE", "LOG", "BROWSER_ERROR_LOG"],
    ...["METRICS_MINUTE", "METRICS_HOUR", "METRICS_DAY", "METADATA"],
  ];
  const sizes = ["SHARD_NUM", "SI_DAYS", "TTL_DAYS", "REPLICAS"];
  return [
    ...settings,
    ...groups.flatMap((group) => sizes.map((size) => `${group}_${size}`)),
    ...["PROPERTY_SHARD_NUM", "PROPERTY_REPLICAS"],
  ].map((name) => `SW_STORAGE_BANYANDB_${name}`);
}
