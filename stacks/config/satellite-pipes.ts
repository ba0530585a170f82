import { z } from "zod";
import { count, optional } from "./fields";

const batches = {
  flushMs: optional(
    count(1).meta({ description: "Longest wait for others, in ms.", default: 1000 }),
  ),
  batch: optional(count(1).describe("Events that are enough. Default: 200, of management 20.")),
  leastEvents: optional(count(1).meta({ description: "Fewer wait on.", default: 1 })),
};
const off = z.literal("off", { error: '"off", or a map of settings' });
const plain = (what: string) =>
  optional(
    z.union([off, z.strictObject(batches)]).meta({ title: "off or map", description: what }),
  );
const envoy = (what: string) =>
  optional(
    z
      .union([
        off,
        z.strictObject({
          ...batches,
          receiver: optional(
            z.strictObject({ flushMs: optional(count(1)), messages: optional(count(1)) }),
          ),
        }),
      ])
      .meta({ title: "off or map", description: what }),
  );
const meters = (what: string) =>
  optional(
    z
      .union([
        off,
        z.strictObject({
          ...batches,
          routes: optional(
            z.strictObject({ count: optional(count(1)), keptSeconds: optional(count(1)) }),
          ),
        }),
      ])
      .meta({ title: "off or map", description: what }),
  );

/** What Satellite takes, by kind. */
export const pipes = z.strictObject({
  log: plain("Logs."),
  management: plain("What instances tell about themselves."),
  tracing: plain("Trace segments."),
  profile: plain("Profiles of traces."),
  asyncProfiler: plain("Profiles of Java."),
  cds: optional(off.describe("Settings that agents ask for.")),
  event: plain("Events."),
  jvm: plain("Metrics of Java."),
  clr: plain("Metrics of .NET."),
  meter: meters("Meters."),
  envoyAlsV2: envoy("Access logs of Envoy, version 2."),
  envoyAlsV3: envoy("Access logs of Envoy, version 3."),
  envoyMetricsV2: envoy("Metrics of Envoy, version 2."),
  envoyMetricsV3: envoy("Metrics of Envoy, version 3."),
  process: plain("Processes that Rover finds."),
  ebpfProfiling: plain("Profiles of Rover."),
  ebpfAccessLog: plain("Access logs of Rover."),
  otlpMetrics: meters("Metrics of OTLP."),
});
