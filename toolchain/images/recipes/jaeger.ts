import { BASE } from "../layers/base";
import { goLayer } from "../layers/go";
import type { Recipe } from "../recipe";

/** Of the module, the last with both generations of Jaeger: what it holds of the second is 2.13.0. */
const MODULE = "1.76.0";
const VERSION = "2.13.0";

/** Image, and the program in it. @see https://github.com/jaegertracing/jaeger/tree/v2.13.0/cmd */
const PROGRAMS = [
  ["jaeger", "jaeger"],
  ["jaeger-es-index-cleaner", "es-index-cleaner"],
  ["jaeger-es-rollover", "es-rollover"],
] as const;

/** Jaeger and what sees to its indices. Below is what has the `sleep` of Jaeger's own images. */
export const JAEGER: readonly Recipe[] = PROGRAMS.map(([image, program]) => ({
  name: `docker.io/jaegertracing/${image}:${VERSION}`,
  layers: [
    BASE,
    goLayer(program, MODULE, {
      module: "jaeger",
      main: `github.com/jaegertracing/jaeger/cmd/${program}`,
      variables: {},
    }),
  ],
  start: { user: "10001:10001", entrypoint: [`/${program}`] },
}));
