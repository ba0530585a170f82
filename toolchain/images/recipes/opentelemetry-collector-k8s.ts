import { goLayer } from "../layers/go";
import type { Recipe } from "../recipe";

const VERSION = "0.111.0";

/**
 * With the parts that components name.
 * @see https://github.com/open-telemetry/opentelemetry-collector-releases/blob/v0.111.0/distributions/otelcol-k8s/Dockerfile
 */
export const OPENTELEMETRY_COLLECTOR_K8S: Recipe = {
  name: `docker.io/otel/opentelemetry-collector-k8s:${VERSION}`,
  layers: [
    goLayer("otelcol-k8s", VERSION, {
      module: "otelcol",
      main: ".",
      variables: { "main.version": VERSION },
    }),
  ],
  start: {
    user: "10001:10001",
    entrypoint: ["/otelcol-k8s"],
    command: ["--config", "/etc/otelcol-k8s/config.yaml"],
    ports: [4317, 4318],
  },
};
