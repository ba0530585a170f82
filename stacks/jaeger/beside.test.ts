import { expect, test } from "vitest";
import { endpointAt } from "../../components";
import { only, render } from "../../components/kit/testing";
import { contradictions } from "../config/contradictions";
import { Jaeger, type JaegerArgs } from "../jaeger";

const ARGS: JaegerArgs = {
  namespace: "tracing",
  version: "2.20.0",
  storage: {
    kind: "elasticsearch",
    rotation: { kind: "rollover" },
    server: { kind: "external", endpoint: endpointAt("es.example.com", 9200, "http") },
  },
};
const make = (args: Partial<JaegerArgs> = {}) =>
  render(() => new Jaeger("jaeger", { ...ARGS, ...args }));
const monitoring = { runbookUrl: "https://wiki.example.com/runbook" };
const dependencies = { version: "0.7.2" };

test("nothing is beside Jaeger that is not asked for", async () => {
  const names = (await make()).map(({ name }) => name);
  expect(names.filter((name) => /dependencies|monitoring/.test(name))).toEqual([]);
});

test("each part is watched, and each job that has to succeed every day", async () => {
  const rendered = await make({ monitoring, dependencies, agents: { version: "0.159.0" } });
  const monitors = rendered.filter(({ inputs }) => inputs.kind === "PodMonitor");
  expect(monitors.map(({ name }) => name)).toEqual([
    "jaeger-monitoring-agents",
    "jaeger-monitoring-collector",
    "jaeger-monitoring-query",
  ]);
  const { spec } = only(rendered, "kubernetes:monitoring.coreos.com/v1:PrometheusRule").inputs;
  const rules = spec.groups.flatMap(({ rules }: any) => rules);
  const { expr } = rules.find(({ alert }: any) => alert === "JaegerDailyJobFails");
  const jobs = ["index-care-rollover", "index-care-lookback", "index-care-cleaner", "dependencies"];
  expect(expr).toContain(`cronjob=~"${jobs.map((job) => `jaeger-${job}`).join("|")}"`);
  const cronJobs = rendered.filter(({ inputs }) => inputs.kind === "CronJob");
  expect(cronJobs.map(({ name }) => name).sort()).toEqual(
    jobs.map((job) => `jaeger-${job}`).sort(),
  );
});

test("what the monitors look for is there: pods with a port of that name", async () => {
  const rendered = await make({ monitoring, agents: { version: "0.159.0" } });
  const templates = rendered
    .filter(({ inputs }) => ["Deployment", "DaemonSet"].includes(inputs.kind))
    .map(({ inputs }) => inputs.spec.template);
  for (const { inputs } of rendered.filter(({ inputs }) => inputs.kind === "PodMonitor")) {
    const { matchLabels } = inputs.spec.selector;
    const found = templates.filter(({ metadata }) =>
      Object.entries(matchLabels).every(([label, value]) => metadata.labels[label] === value),
    );
    const ports = found.flatMap(({ spec }) =>
      spec.containers.flatMap(({ ports }: any) => ports.map(({ name }: any) => name)),
    );
    expect(found).toHaveLength(1);
    expect(ports).toContain("metrics");
  }
});

test("a graph of services out of a storage that is not read is refused, here and in the configuration", async () => {
  const storage = { kind: "memory" } as const;
  await expect(make({ storage, dependencies })).rejects.toMatchObject({
    message:
      'Jaeger "jaeger": dependencies is "given"; ' +
      "give nothing: memory is not read, only elasticsearch, opensearch, cassandra.",
  });
  const told = contradictions({ jaeger: { storage, dependencies: {} } });
  expect(told.map(({ path, text }) => `${path}  ${text}`)).toEqual([
    "platform.jaeger.dependencies  is a map; give nothing: " +
      "storage memory is not read, only elasticsearch, opensearch, cassandra",
  ]);
});
