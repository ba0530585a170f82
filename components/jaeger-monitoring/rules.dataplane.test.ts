/** Rules and dashboard, judged and run by the promtool of Prometheus. */

import { beforeAll, describe, expect, test } from "vitest";
import { PROMTOOL, promtool } from "../../tests/monitoring/promtool";
import { ensureTools } from "../../toolchain/tools";
import { type AlertName, ALERTS, alertingRules } from "./alerts";
import { dashboardJson } from "./dashboard";
import { recordingRules } from "./records";
import { ruleFile } from "./rule-groups";
import type { Watched } from "./watched";

const RUNBOOK = "https://wiki.example.com/runbook";
const V2: Watched = {
  name: "jaeger",
  generation: "v2",
  workloads: {
    collector: { namespace: "tracing", name: "jaeger-collector" },
    query: { namespace: "tracing", name: "jaeger-query" },
    ingester: { namespace: "tracing", name: "jaeger-ingester" },
    agents: { namespace: "agents", name: "jaeger-agents" },
  },
  daily: { namespace: "tracing", cronJobs: ["care-cleaner", "care-lookback"] },
};
const V1: Watched = { ...V2, generation: "v1" };

beforeAll(() => ensureTools([PROMTOOL]));

describe.each([V1, V2])("generation $generation", (watched) => {
  test("Prometheus accepts every rule", async () => {
    const text = JSON.stringify(ruleFile(watched, RUNBOOK));
    const count = recordingRules(watched).length + alertingRules(watched, RUNBOOK).length;
    const said = await promtool(["check", "rules"], { "rules.yaml": text }, "rules.yaml");
    expect(said).toBe(`Checking rules.yaml\n  SUCCESS: ${count} rules found\n\n`);
  });

  test("Prometheus accepts what every panel asks", async () => {
    const { panels } = JSON.parse(dashboardJson(watched));
    const asked = panels.flatMap(({ targets }: any) => targets.map(({ expr }: any) => expr));
    const rules = asked.map((expr: string, index: number) => ({ record: `panel:${index}`, expr }));
    const text = JSON.stringify({ groups: [{ name: "dashboard", rules }] });
    const said = await promtool(["check", "rules"], { "rules.yaml": text }, "rules.yaml");
    expect(said).toBe(`Checking rules.yaml\n  SUCCESS: ${asked.length} rules found\n\n`);
  });
});

/** Series by the minute: `<first>+<step>x<times>`. */
type Series = readonly [series: string, values: string];

const COLLECTOR = 'namespace="tracing",pod="jaeger-collector-7c9bd5f6d8-x2v4q"';
const OTHER_COLLECTOR = 'namespace="tracing",pod="jaeger-collector-7c9bd5f6d8-zz9zz"';
const QUERY = 'namespace="tracing",pod="jaeger-query-6d4cf56db6-b8k2l"';
const AGENT = 'namespace="agents",pod="jaeger-agents-b8k2l"';
const STRANGER = 'namespace="tracing",pod="jaeger-collector-proxy-7c9bd5f6d8-x2v4q"';
const STORED = 'exporter="jaeger_storage_exporter"';

/** All parts run and do their work. */
const HEALTHY: readonly Series[] = [
  [`up{${COLLECTOR}}`, "1x120"],
  [`up{${OTHER_COLLECTOR}}`, "1x120"],
  [`up{${QUERY}}`, "1x120"],
  [`up{${AGENT}}`, "1x120"],
  ['up{namespace="tracing",pod="jaeger-ingester-5f6d8c9bd7-f4k2m"}', "1x120"],
  [`otelcol_receiver_accepted_spans_total{${COLLECTOR},receiver="otlp"}`, "0+6000x120"],
  [`otelcol_receiver_accepted_spans_total{${AGENT},receiver="otlp"}`, "0+6000x120"],
  [`otelcol_exporter_queue_size{${COLLECTOR},${STORED}}`, "10x120"],
  [`otelcol_exporter_queue_capacity{${COLLECTOR},${STORED}}`, "2000x120"],
  [`jaeger_storage_requests_total{${QUERY},operation="find_traces",result="ok"}`, "0+60x120"],
  [
    `jaeger_storage_latency_seconds_bucket{${QUERY},operation="get_trace",result="ok",le="5"}`,
    "0+60x120",
  ],
  [
    `jaeger_storage_latency_seconds_bucket{${QUERY},operation="get_trace",result="ok",le="+Inf"}`,
    "0+60x120",
  ],
  [`container_memory_working_set_bytes{${COLLECTOR},container="jaeger"}`, "100x120"],
  [`container_spec_memory_limit_bytes{${COLLECTOR},container="jaeger"}`, "1000x120"],
  ['kube_cronjob_created{namespace="tracing",cronjob="care-cleaner"}', "0x120"],
];

interface Firing {
  labels: Readonly<Record<string, string>>;
  /** With the value in it. */
  description: string;
}

interface Scene {
  /** In place of those of the same name, and besides the others. */
  series: readonly Series[];
  /** Series that end. */
  without?: readonly string[];
  watched?: Watched;
  firing: readonly Firing[];
}

/** Fails unless, after two hours, the alert fires like this, and no other alert does. */
async function fires(alert: AlertName, scene: Scene): Promise<void> {
  const { series, without = [], watched = V2, firing } = scene;
  const gone = [...series.map(([name]) => name), ...without];
  const shown = [...HEALTHY.filter(([name]) => !gone.includes(name)), ...series];
  const looks = Object.keys(ALERTS).map((name) => ({
    eval_time: "2h",
    alertname: name,
    exp_alerts: (name === alert ? firing : []).map(({ labels, description }) => ({
      exp_labels: { ...labels, jaeger: "jaeger", severity: ALERTS[alert].severity },
      exp_annotations: {
        summary: ALERTS[alert].summary,
        description,
        runbook_url: `${RUNBOOK}#${alert.toLowerCase()}`,
      },
    })),
  }));
  const tests = {
    rule_files: ["rules.yaml"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: shown.map(([name, values]) => ({ series: name, values })),
        alert_rule_test: looks,
      },
    ],
  };
  const files = {
    "rules.yaml": JSON.stringify(ruleFile(watched, RUNBOOK)),
    "tests.yaml": JSON.stringify(tests),
  };
  expect(await promtool(["test", "rules"], files, "tests.yaml")).toBe("  SUCCESS\n\n");
}

const pod = (of: string) => ({
  namespace: /namespace="([^"]*)"/.exec(of)?.[1] ?? "",
  pod: /pod="([^"]*)"/.exec(of)?.[1] ?? "",
});

test("nothing fires while all is well, whatever happens to a pod of someone else", async () => {
  const series: Series[] = [
    [`up{${STRANGER}}`, "0x120"],
    [`jaeger_storage_bulk_index_errors_total{${STRANGER}}`, "0+60x120"],
    [`otelcol_exporter_queue_size{${STRANGER}}`, "2000x120"],
    [`otelcol_exporter_queue_capacity{${STRANGER}}`, "2000x120"],
  ];
  await fires("JaegerPartGone", { series, firing: [] });
});

describe("an alert fires", () => {
  test("JaegerPartGone: when the last pod of a part ends", async () => {
    await fires("JaegerPartGone", {
      series: [],
      without: [`up{${AGENT}}`],
      firing: [
        {
          labels: { namespace: "agents", role: "agents" },
          description: "Prometheus reaches no pod of agents in agents.",
        },
      ],
    });
  });

  test("JaegerPodNotScraped: when one of two pods does not answer", async () => {
    await fires("JaegerPodNotScraped", {
      series: [[`up{${OTHER_COLLECTOR}}`, "0x120"]],
      firing: [
        {
          labels: pod(OTHER_COLLECTOR),
          description: "The metrics of tracing/jaeger-collector-7c9bd5f6d8-zz9zz cannot be read.",
        },
      ],
    });
  });

  test.each([
    ["JaegerCollectorLosesSpans", COLLECTOR, "collector"],
    ["JaegerAgentLosesSpans", AGENT, "agents"],
  ] as const)("%s: when more than one in a hundred is lost, by reason", async (alert, of, role) => {
    const counted = (metric: string, step: number): Series => [
      `otelcol_${metric}_spans_total{${of},exporter="x"}`,
      `0+${step}x120`,
    ];
    await fires(alert, {
      series: [counted("exporter_enqueue_failed", 300), counted("exporter_send_failed", 59)],
      firing: [
        {
          labels: { ...pod(of), role, reason: "queue full" },
          description: `${pod(of).pod} loses 5% of its spans: queue full.`,
        },
      ],
    });
  });

  test("JaegerQueueFillsUp: above 80 %", async () => {
    await fires("JaegerQueueFillsUp", {
      series: [[`otelcol_exporter_queue_size{${COLLECTOR},${STORED}}`, "1700x120"]],
      firing: [
        {
          labels: { ...pod(COLLECTOR), role: "collector" },
          description: "The queue of jaeger-collector-7c9bd5f6d8-x2v4q is 85% full.",
        },
      ],
    });
  });

  test("JaegerQueueIsSlow: where Jaeger 1 counts it", async () => {
    const bucket = (le: string, step: number): Series => [
      `jaeger_collector_in_queue_latency_bucket{${COLLECTOR},le="${le}"}`,
      `0+${step}x120`,
    ];
    await fires("JaegerQueueIsSlow", {
      watched: V1,
      series: [bucket("5", 0), bucket("10", 60), bucket("+Inf", 60)],
      firing: [
        {
          labels: { ...pod(COLLECTOR), role: "collector" },
          description: "In jaeger-collector-7c9bd5f6d8-x2v4q 5 % of the spans wait 9.75s.",
        },
      ],
    });
  });

  test.each([
    ["jaeger_storage_bulk_index_errors_total", "refused"],
    ["jaeger_bulk_index_errors_total", "refused"],
    ["jaeger_storage_bulk_index_latency_err_seconds_count", "no answer"],
    ["jaeger_bulk_index_latency_err_count", "no answer"],
  ])("JaegerWritesFail: by %s", async (metric, reason) => {
    await fires("JaegerWritesFail", {
      series: [[`${metric}{${COLLECTOR}}`, "0+60x120"]],
      firing: [
        {
          labels: { ...pod(COLLECTOR), reason },
          description: `Writes of jaeger-collector-7c9bd5f6d8-x2v4q fail (${reason}), 1 a second.`,
        },
      ],
    });
  });

  test.each([
    ["jaeger_storage_requests_total", V2],
    ["jaeger_query_requests_total", V1],
  ] as const)(
    "JaegerReadsFail: when more than one in a hundred fails, by %s",
    async (metric, watched) => {
      const reads = (result: string, step: number): Series => [
        `${metric}{${QUERY},operation="find_traces",result="${result}"}`,
        `0+${step}x120`,
      ];
      await fires("JaegerReadsFail", {
        watched,
        series: [reads("ok", 45), reads("err", 15)],
        firing: [
          {
            labels: { namespace: "tracing", operation: "find_traces" },
            description: "25% of find_traces fail.",
          },
        ],
      });
    },
  );

  test.each([
    ["jaeger_storage_latency_seconds", "5", V2],
    ["jaeger_storage_latency_seconds", "5.0", V2],
    ["jaeger_query_latency", "5", V1],
  ] as const)(
    "JaegerReadsAreSlow: by %s, whose bucket ends at %s",
    async (metric, five, watched) => {
      const bucket = (le: string, step: number): Series => [
        `${metric}_bucket{${QUERY},operation="find_traces",result="ok",le="${le}"}`,
        `0+${step}x120`,
      ];
      await fires("JaegerReadsAreSlow", {
        watched,
        series: [bucket(five, 54), bucket("10", 60), bucket("+Inf", 60)],
        firing: [
          {
            labels: { namespace: "tracing", operation: "find_traces" },
            description: "10% of find_traces take longer than 5 s.",
          },
        ],
      });
    },
  );

  test("JaegerMemoryNearLimit: above 90 %", async () => {
    await fires("JaegerMemoryNearLimit", {
      series: [[`container_memory_working_set_bytes{${COLLECTOR},container="jaeger"}`, "950x120"]],
      firing: [
        {
          labels: { ...pod(COLLECTOR), container: "jaeger" },
          description:
            "Container jaeger of jaeger-collector-7c9bd5f6d8-x2v4q uses 95% of its limit.",
        },
      ],
    });
  });

  test("JaegerDailyJobFails: two days after the last success", async () => {
    const job = (metric: string, at: number): Series => [
      `kube_cronjob_${metric}{namespace="tracing",cronjob="care-cleaner"}`,
      `${at}x120`,
    ];
    const DAY = 86_400;
    const firing = [
      {
        labels: { namespace: "tracing", cronjob: "care-cleaner" },
        description: "CronJob care-cleaner has not succeeded for 2d 2h 0m 0s.",
      },
    ];
    await fires("JaegerDailyJobFails", { series: [job("created", -2 * DAY)], firing });
    await fires("JaegerDailyJobFails", {
      series: [job("created", -9 * DAY), job("status_last_successful_time", -2 * DAY)],
      firing,
    });
    await fires("JaegerDailyJobFails", {
      series: [job("created", -9 * DAY), job("status_last_successful_time", -DAY)],
      firing: [],
    });
  });
});
