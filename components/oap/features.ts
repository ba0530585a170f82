import type { Env } from "../kit/env";
import type { Problem } from "../kit/refusal";
import { FEATURE_PORTS, type FeaturePort } from "./ports";
import { reads, releaseOf } from "./versions";

/** What OAP offers besides receiving traces and answering GraphQL; off unless listed. */
export type OapFeature =
  /** Receives Zipkin spans (9411) and answers Zipkin queries (9412). */
  | "zipkin"
  /** Answers PromQL, for Grafana (9090). */
  | "promql"
  /** Answers LogQL, for Grafana (3100). */
  | "logql"
  /** Answers Tempo queries, for Grafana (3200); from 10.4.0 on, over Zipkin spans or BanyanDB. */
  | "traceql"
  /** Receives metrics from Amazon Data Firehose (12801). */
  | "firehose";

/** The selectors that switch a feature, and the ports that it opens. */
interface Needs {
  switches: readonly string[];
  receives: readonly FeaturePort[];
  answers: readonly FeaturePort[];
}

const FEATURES: Readonly<Record<OapFeature, Needs>> = {
  zipkin: {
    switches: ["SW_RECEIVER_ZIPKIN", "SW_QUERY_ZIPKIN"],
    receives: ["zipkin"],
    answers: ["zipkin-query"],
  },
  promql: { switches: ["SW_PROMQL"], receives: [], answers: ["promql"] },
  logql: { switches: ["SW_LOGQL"], receives: [], answers: ["logql"] },
  traceql: { switches: ["SW_TRACEQL"], receives: [], answers: ["traceql"] },
  firehose: { switches: ["SW_RECEIVER_AWS_FIREHOSE"], receives: ["firehose"], answers: [] },
};

const NAMES: readonly OapFeature[] = ["zipkin", "promql", "logql", "traceql", "firehose"];

/** What decides about the features. */
interface Chosen {
  version: string;
  features: readonly OapFeature[];
  storage: { kind: string };
}

/** Every module that opens a port is switched on or off by name, whatever its own default is. */
export function featureEnv({ version, features, storage }: Chosen): Env {
  const switches: Env = Object.fromEntries(
    NAMES.flatMap((feature) => {
      const state = features.includes(feature) ? "default" : "-";
      const known = FEATURES[feature].switches.filter((name) => reads(version, name));
      return known.map((name) => [name, state]);
    }),
  );
  const sources = {
    SW_TRACEQL_ENABLE_DATASOURCE_SKYWALKING: `${storage.kind === "banyandb"}`,
    SW_TRACEQL_ENABLE_DATASOURCE_ZIPKIN: `${features.includes("zipkin")}`,
  };
  return { ...switches, ...(features.includes("traceql") ? sources : {}) };
}

/** Ports where the features take data in. */
export function receivingPorts(features: readonly OapFeature[]): FeaturePort[] {
  return NAMES.filter((name) => features.includes(name)).flatMap((name) => FEATURES[name].receives);
}

/** Ports where the features answer questions. */
export function answeringPorts(features: readonly OapFeature[]): FeaturePort[] {
  return NAMES.filter((name) => features.includes(name)).flatMap((name) => FEATURES[name].answers);
}

/** All ports of the features, by name. */
export function featurePorts(features: readonly OapFeature[]): Readonly<Record<string, number>> {
  const names = [...receivingPorts(features), ...answeringPorts(features)];
  return Object.fromEntries(names.map((name) => [name, FEATURE_PORTS[name]]));
}

/** Checks for `refuse`. */
export function featureChecks({ version, features, storage }: Chosen): (true | Problem)[] {
  const has = (name: OapFeature) => FEATURES[name].switches.every((key) => reads(version, key));
  const missing = releaseOf(version) === undefined ? [] : features.filter((name) => !has(name));
  const offered = NAMES.filter(has).join(", ");
  const source = features.includes("zipkin") || storage.kind === "banyandb";
  return [
    missing.length === 0 || {
      field: "features",
      got: missing.join(", "),
      want: `only what OAP ${version} has: ${offered}`,
    },
    source ||
      !features.includes("traceql") || {
        field: "features",
        got: features.join(", "),
        want: '"zipkin" beside "traceql", which reads Zipkin spans or BanyanDB and nothing else',
      },
  ];
}
