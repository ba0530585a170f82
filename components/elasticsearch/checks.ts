import { type Env, extraEnvChecks } from "../kit/env";
import type { Problem } from "../kit/refusal";
import { mebibytes, type Resources } from "../kit/size";
import { isAtLeast, majorOf } from "../kit/version";
import type { EckElasticsearch, NativeElasticsearch, OwnElasticsearch, Settled } from "./args";
import { PROBE_USER } from "./realm";
import { settingsChecks } from "./settings";

type Check = true | Problem;

/** Checks for `refuse`. */
export function elasticsearchChecks(
  args: Settled<EckElasticsearch> | Settled<NativeElasticsearch>,
): Check[] {
  const { nodes, volume, resources, user, retiring, indexPattern, settings, env } = args;
  return [
    args.kind === "eck" ? eckVersion(args.version) : nativeVersion(args.version),
    (Number.isInteger(nodes) && nodes >= 1 && nodes % 2 === 1) || {
      field: "nodes",
      got: nodes,
      want: "1, or an odd number from 3 on: any other survives no more losses than one less",
    },
    /^[1-9][0-9]*(Gi|Ti)$/.test(volume.size) || {
      field: "volume.size",
      got: volume.size,
      want: "a whole number of Gi or Ti, such as 50Gi",
    },
    ...memoryChecks(resources),
    ...(args.kind === "native" ? tlsChecks(args) : []),
    userCheck("user", user),
    ...(retiring === undefined ? [] : retiringChecks(retiring.user, user)),
    patternCheck("indexPattern", indexPattern),
    ...otherChecks(args),
    ...settingsChecks(settings),
    ...envChecks(env),
  ];
}

function patternCheck(field: string, pattern: string): Check {
  const want = "a prefix in lower case and a star, such as sw_*";
  return /^[a-z0-9][a-z0-9_.-]*\*$/.test(pattern) || { field, got: pattern, want };
}

/** Each has a name and indices that nobody else has. */
function otherChecks(args: Settled<OwnElasticsearch>): Check[] {
  const { others, user, retiring, indexPattern } = args;
  const everyone = [{ user, indexPattern }, ...others];
  return others.flatMap((other, index): Check[] => {
    const field = `others[${index}]`;
    const before = everyone.slice(0, index + 1);
    const shared = before.find((one) => overlap(one.indexPattern, other.indexPattern));
    const isTaken = before.some((one) => one.user === other.user) || retiring?.user === other.user;
    return [
      userCheck(`${field}.user`, other.user),
      !isTaken || {
        field: `${field}.user`,
        got: other.user,
        want: "another name: somebody else has this one",
      },
      patternCheck(`${field}.indexPattern`, other.indexPattern),
      shared === undefined || {
        field: `${field}.indexPattern`,
        got: other.indexPattern,
        want: `a pattern without indices of ${shared.user}, which has ${shared.indexPattern}`,
      },
    ];
  });
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((pattern) => pattern.replace(/\*$/, ""));
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

function userCheck(field: string, user: string): Check {
  return (
    (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(user) && !RESERVED.includes(user)) || {
      field,
      got: user,
      want: "a name of letters, digits and ._- that Elasticsearch does not keep for itself",
    }
  );
}

function retiringChecks(retiring: string, user: string): Check[] {
  const field = "retiring.user";
  const want = `another name than user, because ${user} has one password only`;
  return [userCheck(field, retiring), retiring !== user || { field, got: retiring, want }];
}

/** Users that Elasticsearch has itself, and the one of the probes. */
const RESERVED = [
  PROBE_USER,
  "elastic",
  "kibana",
  "kibana_system",
  "logstash_system",
  "beats_system",
  "apm_system",
  "remote_monitoring_user",
];

function nativeVersion(version: string): Check {
  const known = majorOf(version) === 8 || (majorOf(version) === 7 && isAtLeast(version, "7.17.0"));
  return known || { field: "version", got: version, want: "7.17.x or 8.x.y, such as 8.18.8" };
}

/** ECK 3.5 runs 7 too, but calls it deprecated. */
function eckVersion(version: string): Check {
  const known = majorOf(version) === 8 || majorOf(version) === 9;
  return known || { field: "version", got: version, want: "8.x.y or 9.x.y, such as 8.18.8" };
}

/** With less, the JVM alone does not fit; with more than it asked for, the pod goes first. */
function memoryChecks({ requests, limits }: Resources): Check[] {
  const limit = mebibytes(limits.memory);
  return [
    limit >= 1024 || { field: "resources.limits.memory", got: limits.memory, want: "1Gi or more" },
    mebibytes(requests.memory) === limit || {
      field: "resources.requests.memory",
      got: requests.memory,
      want: `the same as resources.limits.memory, ${limits.memory}`,
    },
  ];
}

function tlsChecks({ nodes, tls }: Settled<NativeElasticsearch>): Check[] {
  return [
    !(nodes > 1) ||
      tls !== undefined || {
        field: "tls",
        got: "missing",
        want: `a certificate, because ${nodes} nodes talk to each other over TLS only`,
      },
  ];
}

const OWNED_ENV = {
  POD_NAME: "nothing: it names the node",
  ES_JAVA_OPTS: "resources.limits.memory",
  ES_PATH_CONF: "nothing: the folder is prepared for the node",
  ELASTIC_PASSWORD: "nothing: the superuser has a password of its own",
  ELASTIC_PASSWORD_FILE: "nothing: the superuser has a password of its own",
};

/** The image turns variables with a dot into settings, over all that stands in `elasticsearch.yml`. */
function envChecks(env: Env): Check[] {
  const settings = Object.keys(env).filter((name) => /\.|^ES_SETTING_/.test(name));
  return [
    ...extraEnvChecks(env, OWNED_ENV),
    ...settings.map((name) => ({
      field: `env.${name}`,
      got: "a setting of Elasticsearch",
      want: "the argument settings",
    })),
  ];
}
