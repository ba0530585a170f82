import type { Metadata } from "../kit/metadata";
import { type AlertingRule, alertingRules } from "./alerts";
import { type RecordingRule, recordingRules } from "./records";
import type { Watched } from "./watched";

/** Who reads the rules. */
export type Rules =
  /** The Prometheus operator, whose `ruleSelector` may ask for labels. */
  | { kind: "prometheusRule"; labels?: Readonly<Record<string, string>> }
  /** Whoever mounts the ConfigMap into Prometheus: a rule file. */
  | { kind: "configMap" }
  | { kind: "none" };

/** What a rule file contains, and the spec of a PrometheusRule. */
export interface RuleFile {
  groups: { name: string; rules: (RecordingRule | AlertingRule)[] }[];
}

/** All rules: what is recorded comes before what is concluded from it. */
export function ruleFile(watched: Watched, runbook: string): RuleFile {
  return {
    groups: [
      { name: `${watched.name}.records`, rules: recordingRules(watched) },
      { name: `${watched.name}.alerts`, rules: alertingRules(watched, runbook) },
    ],
  };
}

/** @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.86.1/Documentation/api-reference/api.md#prometheusrule */
export function prometheusRule(
  { labels }: Extract<Rules, { kind: "prometheusRule" }>,
  metadata: Metadata,
) {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
  };
}
