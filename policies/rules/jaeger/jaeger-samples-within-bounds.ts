import { parse } from "yaml";
import { type KubernetesObject, list, type Manifest } from "../../objects";
import { pipelinesIn } from "../../read/pipelines";
import { filesOf } from "../../read/files";
import { running } from "../../read/products";
import { each, rule } from "../../rule";
import type { Stack } from "../../stack";
import { jaegerWith } from "./examples";

const config = (probability: number) => `
service:
  extensions: [remote_sampling]
  pipelines: { traces: { receivers: [otlp], exporters: [debug] } }
receivers: { otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" } } } }
exporters: { debug: {} }
extensions: { remote_sampling: { adaptive: { initial_sampling_probability: ${probability} } } }
`;

export const jaegerSamplesWithinBounds = rule({
  name: "jaeger-samples-within-bounds",
  family: "jaeger",
  scope: "stack",
  severity: "medium",
  from: "prod",
  settings: { maxProbability: 0.5 },
  meaning: { maxProbability: "part of all traces that Jaeger may tell programs to keep" },
  title: "Jaeger tells programs to keep no more traces than the environment allows",
  why: "Traces are what is stored most; one strategy of 1 fills the disks.",
  remedy: "lower the probability in the sampling strategies",
  source: "https://www.jaegertracing.io/docs/2.20/architecture/sampling/",
  bad: jaegerWith({ config: config(1) }),
  good: jaegerWith({ config: config(0.1) }),
  check: (object, { stack, settings }) =>
    each(probabilities(object, stack), ({ title, value }) =>
      value > settings.maxProbability || value < 0
        ? [`${title}: a sampling probability is ${value}; give ${settings.maxProbability} or less`]
        : [],
    ),
});

function probabilities(object: KubernetesObject, stack: Stack) {
  const adaptive = pipelinesIn(object, stack).flatMap(({ title, config }) => {
    const value: unknown =
      config?.extensions?.remote_sampling?.adaptive?.initial_sampling_probability;
    return value === undefined ? [] : [{ title, value: Number(value) }];
  });
  const files = running(object, "jaeger", "jaegerCollector", "jaegerOne").flatMap(
    ({ title, spec, pod }) =>
      filesOf(spec, { pod, of: object }, stack)
        .filter(({ key }) => /strateg|sampling/.test(key) && /\.(json|ya?ml)$/.test(key))
        .flatMap(({ text }) => strategies(parse(text)))
        .map((value) => ({ title, value })),
  );
  return [...adaptive, ...files];
}

function strategies(file: Manifest): number[] {
  return [file?.default_strategy, ...list(file?.service_strategies)].flatMap((one) =>
    one?.type === "probabilistic" ? [Number(one.param)] : [],
  );
}
