import { mebibytes, type Cpu, type Memory } from "../../../components/kit/size";
import { cpu, memory } from "../fields";
import type { At, Finding, Path, Rule } from "./rule";

/** Amounts that do not fit each other. */
export const SIZE_RULES: readonly Rule[] = [requestsAndLimits, heapAndLimit];

const RESOURCES = [
  "namespace.defaults",
  "skywalking.oap.resources",
  "skywalking.gateway.resources",
  "skywalking.satellite.resources",
  "skywalking.metricsAdapter.resources",
  "skywalking.storage.server.resources",
  "skywalking.ui.resources",
  "jaeger.storage.server.resources",
  "jaeger.collector.resources",
  "jaeger.ingester.resources",
  "jaeger.query.resources",
] as const satisfies Path[];

const AMOUNTS = [
  ["cpu", cpu],
  ["memory", memory],
] as const;

function requestsAndLimits(at: At): Finding[] {
  return RESOURCES.flatMap((path) =>
    AMOUNTS.flatMap(([what, schema]) => {
      const request = at(`${path}.requests.${what}`, schema);
      const limit = at(`${path}.limits.${what}`, schema);
      if (request === undefined || limit === undefined) return [];
      const want = `no more than limits.${what}, which is ${limit}`;
      const fits = amount(request) <= amount(limit);
      return fits ? [] : [{ path: `${path}.requests.${what}` as const, want }];
    }),
  );
}

/** Cores or mebibytes. */
function amount(quantity: Cpu | Memory): number {
  const size = memory.safeParse(quantity).data;
  if (size !== undefined) return mebibytes(size);
  return Number.parseFloat(quantity) / (quantity.endsWith("m") ? 1000 : 1);
}

function heapAndLimit(at: At): Finding[] {
  const heap = at("skywalking.oap.heap", memory);
  const limit = at("skywalking.oap.resources.limits.memory", memory);
  if (heap === undefined || limit === undefined) return [];
  const most = Math.floor(Math.min(mebibytes(limit) * 0.75, mebibytes(limit) - 400));
  const want = `${most}Mi or less: limits.memory is ${limit}, and the JVM needs more than its heap`;
  return mebibytes(heap) <= most ? [] : [{ path: "skywalking.oap.heap", want }];
}
