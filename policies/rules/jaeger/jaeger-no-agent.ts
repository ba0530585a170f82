import { running, versionOf } from "../../read/products";
import { each, rule } from "../../rule";
import { agentWith, jaegerWith } from "./examples";

export const jaegerNoAgent = rule({
  name: "jaeger-no-agent",
  family: "jaeger",
  scope: "resource",
  severity: "medium",
  title: "Nothing runs a part of Jaeger that has come to its end",
  why: "The agent ended with 1.62, and all of version 1 with 1.76 in 2025: no more fixes, and no images after it.",
  remedy:
    "use an OpenTelemetry Collector in place of the agent, and jaegertracing/jaeger 2 for the rest",
  source: "https://github.com/jaegertracing/jaeger/issues/6321",
  bad: [agentWith({})],
  good: jaegerWith({}),
  check: (object) =>
    each(
      running(object, "jaegerAgent", "jaegerCollector", "jaegerQuery", "jaegerOne"),
      ({ title, spec }) => {
        const isNew = (versionOf(spec.image)?.[0] ?? 1) >= 2;
        return isNew ? [] : [`${title} runs ${spec.image}, which has come to its end`];
      },
    ),
});
