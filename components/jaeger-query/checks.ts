import { exposureChecks } from "../kit/exposure";
import { resourceChecks } from "../kit/jaeger/run";
import { jaegerScaleChecks } from "../kit/jaeger/scale";
import { storeChecks } from "../kit/jaeger/store-checks";
import { versionCheck } from "../kit/jaeger/versions";
import { isLocal, type JaegerStore } from "../kit/jaeger-store";
import { pipelineChecks } from "../kit/otel/collector-file";
import type { Problem } from "../kit/refusal";
import { whole } from "../kit/whole";
import { queryConfig } from "./config";
import { loginChecks } from "./login";
import { limitsTraces, type Settled } from "./settled";

type Check = true | Problem;

/** Everything that `refuse` is to know of, in the order of the arguments. */
export function queryChecks(name: string, settled: Settled): Check[] {
  const { version, generation, store, scale, exposure, callers, basePath } = settled;
  return [
    versionCheck(version, generation),
    reachable(store),
    ...storeChecks(store, settled),
    ...jaegerScaleChecks(scale),
    ...exposureChecks(exposure, callers),
    ...loginChecks(settled),
    /^\/$|^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(basePath) || {
      field: "basePath",
      got: basePath,
      want: "a path such as /jaeger, without / at its end",
    },
    ...monitorChecks(settled),
    ...(generation === "v2" ? pipelineChecks(queryConfig(name, settled)) : []),
    whole("maxTraceSpans", settled.maxTraceSpans, { least: 1 }),
    limitsTraces(settled) ||
      settled.maxTraceSpans === undefined || {
        field: "maxTraceSpans",
        got: settled.maxTraceSpans,
        want: "nothing before Jaeger 2.20.0",
      },
    whole("clockSkewSeconds", settled.clockSkewSeconds, { least: 0, unit: "seconds" }),
    ...resourceChecks(settled.resources),
  ];
}

/** What is inside of a collector's pod is read through the collector; of types that other languages do not know. */
function reachable(store: JaegerStore): Check {
  const want = `JaegerCollector.store: ${store.kind} is inside of the collector's pod`;
  return !isLocal(store) || { field: "store.kind", got: store.kind, want };
}

function monitorChecks({ monitor, store, generation }: Settled): Check[] {
  if (monitor === undefined) return [];
  if (monitor.kind === "prometheus") {
    const { speaks } = monitor.endpoint;
    return [
      speaks === "http" ||
        speaks === "https" || {
          field: "monitor.endpoint.speaks",
          got: speaks,
          want: '"http" or "https"',
        },
    ];
  }
  const counts = store.kind === "elasticsearch" || store.kind === "opensearch";
  return [
    generation === "v2" || {
      field: "monitor.kind",
      got: monitor.kind,
      want: '"prometheus": Jaeger 1 counts nothing in its store',
    },
    counts || {
      field: "monitor.kind",
      got: monitor.kind,
      want: `"prometheus", or Elasticsearch or OpenSearch as store: nothing is counted in ${store.kind}`,
    },
  ];
}
