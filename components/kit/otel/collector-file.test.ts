import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { refuse } from "../refusal";
import { valueOf } from "../testing";
import { type CollectorConfig, collectorFile, pipelineChecks } from "./collector-file";

const CONFIG: CollectorConfig = {
  receivers: { otlp: {} },
  processors: { memory_limiter: {}, batch: {} },
  exporters: { debug: {} },
  extensions: { health_check: { endpoint: pulumi.output("localhost:13133") } },
  pipelines: {
    traces: {
      receivers: ["otlp"],
      processors: ["memory_limiter", "batch"],
      exporters: ["debug"],
    },
  },
  telemetry: { logs: { level: "info" } },
};

test("the file holds every part, starts every extension, and knows what was promised", async () => {
  expect(JSON.parse(await valueOf(collectorFile(CONFIG)))).toEqual({
    extensions: { health_check: { endpoint: "localhost:13133" } },
    receivers: { otlp: {} },
    processors: { memory_limiter: {}, batch: {} },
    exporters: { debug: {} },
    service: {
      extensions: ["health_check"],
      pipelines: CONFIG.pipelines,
      telemetry: { logs: { level: "info" } },
    },
  });
});

describe("refuses", () => {
  const through = { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["debug"] };
  const cases: [string, Partial<CollectorConfig>, string][] = [
    ["no pipeline", { pipelines: {} }, "pipelines is {}; give one or more."],
    [
      "another signal",
      { pipelines: { spans: through } },
      'pipelines is "spans"; give a name that begins with traces, metrics, logs.',
    ],
    [
      "a pipeline that nothing comes into",
      { pipelines: { logs: { ...through, receivers: [] } } },
      "pipelines.logs.receivers is []; give one or more.",
    ],
    [
      "a pipeline that leads nowhere",
      { pipelines: { logs: { ...through, exporters: [] } } },
      "pipelines.logs.exporters is []; give one or more.",
    ],
    [
      "a receiver that is not defined",
      { pipelines: { traces: { ...through, receivers: ["jaeger"] } } },
      'pipelines.traces.receivers is "jaeger"; give one that is defined: otlp.',
    ],
    [
      "a processor that is not defined",
      { pipelines: { traces: { ...through, processors: ["memory_limiter", "filter"] } } },
      'pipelines.traces.processors is "filter"; give one that is defined: memory_limiter, batch.',
    ],
    [
      "an exporter that is not defined",
      { exporters: {} },
      'pipelines.traces.exporters is "debug"; give none, as none is defined.',
    ],
    [
      "a pipeline without the memory limiter",
      { pipelines: { traces: { ...through, processors: ["batch"] } } },
      'pipelines.traces.processors is "batch"; give memory_limiter first: what comes before it fills the memory.',
    ],
    [
      "a connector that nobody reads",
      {
        connectors: { forward: {} },
        pipelines: { traces: { ...through, exporters: ["forward"] } },
      },
      'connectors.forward is "used by one side"; give among the exporters of one pipeline and the receivers of another.',
    ],
  ];
  test.each(cases)("%s", (_name, special, message) => {
    expect(() => refuse("X", pipelineChecks({ ...CONFIG, ...special }))).toThrow(`X: ${message}`);
  });

  test("nothing in a pipeline that holds nothing, or between two connected ones", () => {
    const connectors = { forward: {} };
    const first = { ...through, exporters: ["forward"] };
    const second = { ...through, receivers: ["forward"] };
    const idle = { receivers: ["nop"], processors: [], exporters: ["debug"] };
    const receivers = { otlp: {}, nop: {} };
    const pipelines = { "traces/first": first, "traces/second": second, metrics: idle };
    const checks = pipelineChecks({ ...CONFIG, receivers, connectors, pipelines });
    expect(checks.filter((check) => check !== true)).toEqual([]);
  });
});
