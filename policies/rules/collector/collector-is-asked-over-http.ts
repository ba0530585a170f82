import { type Manifest } from "../../objects";
import { pipelinesIn, portIn } from "../../read/pipelines";
import { running } from "../../read/products";
import { each, rule, when } from "../../rule";
import { collectorWith } from "./examples";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

export const collectorIsAskedOverHttp = rule({
  name: "collector-is-asked-over-http",
  family: "collector",
  scope: "stack",
  severity: "high",
  title: "A Collector is probed over HTTP, by its health extension",
  why: "Its image has no shell, so every exec probe fails; without the extension nothing answers.",
  remedy: "add health_check or healthcheckv2 to service.extensions, and ask its port by httpGet",
  source:
    "https://github.com/open-telemetry/opentelemetry-collector-releases/blob/v0.159.0/distributions/otelcol-k8s/Dockerfile",
  bad: collectorWith({ container: { livenessProbe: { exec: { command: ["true"] } } } }),
  good: collectorWith({}),
  check: (object, { stack }) => [
    ...each(running(object, "collector", "jaeger"), ({ title, spec }) =>
      PROBES.flatMap((name) =>
        when(
          Boolean(spec[name]?.exec),
          `${title}: ${name} runs a command, and the image has none; give httpGet`,
        ),
      ),
    ),
    ...each(pipelinesIn(object, stack), ({ title, config, container }) => {
      const asked = PROBES.flatMap((name) =>
        numberIn(container?.spec, container?.spec[name]?.httpGet?.port),
      );
      const health = Object.entries<Manifest>(config?.extensions ?? {}).filter(([name]) =>
        /^health_?check/.test(name),
      );
      const ports = health.map(([, one]) =>
        portIn(String(one?.http?.endpoint ?? one?.endpoint ?? ":13133")),
      );
      const isOn = [...(config?.service?.extensions ?? [])].some((name) =>
        /^health_?check/.test(String(name)),
      );
      return [
        ...when(
          asked.length > 0 && !isOn,
          `${title} is probed, and service.extensions has no health extension`,
        ),
        ...asked
          .filter((port) => isOn && !ports.includes(port))
          .map(
            (port) =>
              `${title} is probed at port ${port}, and its health extension answers at ${ports.join(", ")}`,
          ),
      ];
    }),
  ],
});

/** The number of a port that may be given by its name. */
function numberIn(spec: Manifest, port: unknown): number[] {
  if (port === undefined) return [];
  const named = [...(spec?.ports ?? [])].find(({ name }: Manifest) => name === port);
  return [Number(named?.containerPort ?? port)];
}
