/** What `make demo` shows. */

import { aligned } from "../../scripts/aligned";
import type { Span } from "./oap-reader";

export interface Shown {
  /** Traces that each took part in, by name. */
  services: Readonly<Record<string, number>>;
  /** Such as `frontend > orders`. */
  calls: readonly string[];
  /** Of the newest trace. */
  spans: readonly Span[];
  zipkinTraces: number;
  /** Time from the first request until OAP showed all of this. */
  afterMs: number;
}

/** Services with whom they call, and one trace span by span. */
export function demoTables(shown: Shown): string {
  const { services, calls, spans, zipkinTraces, afterMs } = shown;
  const callsOf = (service: string) =>
    calls
      .filter((call) => call.startsWith(`${service} > `))
      .map((call) => call.slice(service.length + 3))
      .join(", ");
  return [
    aligned([
      ["SERVICE", "FORMAT", "TRACES", "CALLS"],
      ...Object.entries(services).map(([name, traces]) => [
        name,
        "SkyWalking",
        traces,
        callsOf(name),
      ]),
      ["stock", "OTLP, as Zipkin", zipkinTraces, ""],
    ]),
    `One trace, shown ${(afterMs / 1000).toFixed(0)} s after the first request:`,
    aligned([
      ["SERVICE", "SPAN", "NAME", "PEER"],
      ...spans.map(({ serviceCode, type, endpointName, peer }) => [
        serviceCode,
        type,
        endpointName ?? "",
        peer ?? "",
      ]),
    ]),
  ].join("\n\n");
}
