import { z } from "zod";
import { callers } from "./exposure";
import { count, optional, texts } from "./fields";

const jaegerScale = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("fixed"), replicas: count(1).describe("Number of pods.") })
      .describe("Always this many pods."),
    z
      .strictObject({
        kind: z.literal("auto"),
        min: count(1).describe("Least number of pods."),
        max: count(2).describe("Largest number of pods."),
        cpuPercent: optional(
          count(1, 100).meta({ description: "CPU use that is aimed at.", default: 70 }),
        ),
        memoryPercent: optional(
          count(1, 100).describe("Memory use that is aimed at. Default: not looked at."),
        ),
      })
      .describe("As many pods as the load needs."),
  ])
  .meta({ id: "JaegerScale" });

/** What every part of Jaeger can be told. */
export const jaegerPart = {
  logLevel: optional(
    z
      .enum(["debug", "info", "warn", "error"])
      .meta({ description: "The least important that is told.", default: "info" }),
  ),
  scrapers: optional(callers.meta({ description: "Who may read its own metrics.", default: [] })),
  podAnnotations: optional(texts.describe("More annotations of the pods.")),
  scale: optional(
    jaegerScale.meta({ description: "How many.", default: { kind: "fixed", replicas: 1 } }),
  ),
};
