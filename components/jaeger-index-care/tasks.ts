import type * as pulumi from "@pulumi/pulumi";
import { urlOf } from "../kit/endpoint";
import type { Env } from "../kit/env";
import { copiesOf, spanShardsOf } from "../kit/jaeger-store";
import type { Settled } from "./args";
import { ageOf, familiesOf, type Family } from "./families";
import { conditions, policyOf, policyScript } from "./policy";

/** A program that a job runs to its end. */
export interface Step {
  name: string;
  image: { repository: string; tag: string };
  /** Absent: the program of the image. */
  command?: string[];
  args: pulumi.Input<string>[];
  env: Env;
}

/** A job: what it does first, one after the other, and then at once. */
export interface Task {
  before: Step[];
  steps: Step[];
}

/** Where the CA of the store lies. */
export const CA_FOLDER = "/store-ca";

/** What makes aliases and templates, before Jaeger writes; absent where Jaeger does it itself. */
export function initTask(settled: Settled): Task | undefined {
  const { store } = settled;
  const kind = store.rotation?.kind ?? "periodic";
  if (kind === "periodic") return undefined;
  const families = familiesOf(settled);
  return {
    before: families.flatMap((family) =>
      family.policy === undefined ? [] : [policyStep(family, family.policy, settled)],
    ),
    steps: families.map((family) =>
      rollover("init", family, {
        ...settled,
        more: {
          SHARDS: `${spanShardsOf(store)}`,
          REPLICAS: `${copiesOf(store)}`,
          ...(family.policy === undefined
            ? {}
            : { ES_USE_ILM: "true", ES_ILM_POLICY_NAME: family.policy }),
        },
      }),
    ),
  };
}

/** What runs again and again, by the name of its CronJob. */
export function repeatedTasks(settled: Settled): { name: string; when: string; task: Task }[] {
  const { store, schedule } = settled;
  const families = familiesOf(settled);
  const cleaning = {
    name: "cleaner",
    when: schedule,
    task: alone(families.map((family) => cleaner(family, settled))),
  };
  switch (store.rotation?.kind) {
    case "ilm":
      return [];
    case "rollover": {
      const roll = { CONDITIONS: JSON.stringify(conditions(settled.rollover)) };
      const steps = (action: "rollover" | "lookback", more: (family: Family) => Env) =>
        alone(families.map((of) => rollover(action, of, { ...settled, more: more(of) })));
      const found = ({ foundDays }: Family) => `${ageOf(foundDays, settled)}`;
      const look = (family: Family) => ({ UNIT: "days", UNIT_COUNT: found(family) });
      return [
        { name: "rollover", when: "0 * * * *", task: steps("rollover", () => roll) },
        { name: "lookback", when: schedule, task: steps("lookback", look) },
        cleaning,
      ];
    }
    case "periodic":
    case undefined:
      return [cleaning];
  }
}

function alone(steps: Step[]): Task {
  return { before: [], steps };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/es-index-cleaner/app/flags.go */
function cleaner(family: Family, settled: Settled): Step {
  const { version, store } = settled;
  const isRolled = store.rotation?.kind === "rollover";
  return {
    name: family.name,
    image: { repository: "docker.io/jaegertracing/jaeger-es-index-cleaner", tag: version },
    args: [`${ageOf(family.keptDays, settled)}`, urlOf(store.connection.endpoint)],
    env: { ...toolEnv(family, settled), ...(isRolled ? { ROLLOVER: "true" } : {}) },
  };
}

/** @see https://github.com/jaegertracing/jaeger/blob/v2.20.0/cmd/es-rollover/app/flags.go */
function rollover(
  action: "init" | "rollover" | "lookback",
  family: Family,
  { more, ...settled }: Settled & { more: Env },
): Step {
  const { version, store, adaptiveSampling } = settled;
  const sampling = adaptiveSampling && family.name === "traces";
  return {
    name: family.name,
    image: { repository: "docker.io/jaegertracing/jaeger-es-rollover", tag: version },
    args: [action, urlOf(store.connection.endpoint)],
    env: {
      ...toolEnv(family, settled),
      ...(family.hasDependencies ? {} : { SKIP_DEPENDENCIES: "true" }),
      ...(sampling ? { ADAPTIVE_SAMPLING: "true" } : {}),
      ...more,
    },
  };
}

/** What all of Jaeger's tools read: INDEX_PREFIX, where Jaeger itself reads ES_INDEX_PREFIX. */
function toolEnv({ prefix }: Family, { store: { connection } }: Settled): Env {
  const { endpoint, ca } = connection;
  return {
    ...loginEnv(connection),
    ...(endpoint.speaks === "https" ? { ES_TLS_ENABLED: "true" } : {}),
    ...(ca === undefined ? {} : { ES_TLS_CA: `${CA_FOLDER}/ca.crt` }),
    ...(prefix === undefined ? {} : { INDEX_PREFIX: prefix }),
  };
}

function loginEnv({ credentials }: Settled["store"]["connection"]): Env {
  if (credentials === undefined) return {};
  return {
    ES_USERNAME: { secret: credentials.username },
    ES_PASSWORD: { secret: credentials.password },
  };
}

/** Writes a lifecycle policy, which the user may do with the cluster privilege `manage_ilm`. */
function policyStep(family: Family, policy: string, settled: Settled): Step {
  const { connection } = settled.store;
  return {
    name: `${family.name}-policy`,
    image: { repository: "docker.io/curlimages/curl", tag: settled.curlVersion },
    command: ["sh", "-euc", policyScript(connection.credentials !== undefined), "policy"],
    args: [urlOf(connection.endpoint).apply((url) => `${url}/_ilm/policy/${policy}`)],
    env: {
      ...loginEnv(connection),
      ...(connection.ca === undefined ? {} : { CURL_CA_BUNDLE: `${CA_FOLDER}/ca.crt` }),
      POLICY: JSON.stringify(policyOf(family.keptDays, settled.rollover)),
    },
  };
}
