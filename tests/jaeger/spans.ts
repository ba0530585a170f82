/** Spans as a program sends them, and as Jaeger shows them. */

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** A trace of a parent and its children. */
export interface SentTrace {
  readonly traceId: string;
  readonly service: string;
  /** Names of its spans, the parent first. */
  readonly names: readonly string[];
}

const SHOWN = z.object({
  data: z.array(
    z.object({
      traceID: z.string(),
      spans: z.array(z.object({ operationName: z.string() })),
      processes: z.record(z.string(), z.object({ serviceName: z.string() })),
    }),
  ),
});

/** Sends one trace by OTLP over HTTP. */
export async function sendTrace(
  address: string,
  service: string,
  names: readonly string[],
): Promise<SentTrace> {
  const traceId = randomBytes(16).toString("hex");
  const ids = names.map(() => randomBytes(8).toString("hex"));
  const start = BigInt(Date.now()) * 1_000_000n;
  const spans = names.map((name, index) => ({
    traceId,
    spanId: ids[index],
    ...(index === 0 ? {} : { parentSpanId: ids[0] }),
    name,
    kind: 2,
    startTimeUnixNano: `${start}`,
    endTimeUnixNano: `${start + 1_000_000n}`,
  }));
  const attributes = [{ key: "service.name", value: { stringValue: service } }];
  const body = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
  const answer = await fetch(`http://${address}:4318/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`OTLP answered ${answer.status}: ${await answer.text()}`);
  return { traceId, service, names };
}

/** What the query API tells about a trace, once it knows it. */
export async function shownTrace(page: string, { traceId, names }: SentTrace): Promise<SentTrace> {
  for (;;) {
    const answer = await fetch(`${page}/api/traces/${traceId}`);
    const shown = SHOWN.safeParse(await answer.json().catch(() => undefined)).data?.data[0];
    if (shown !== undefined && shown.spans.length >= names.length) {
      const [process] = Object.values(shown.processes);
      return {
        traceId: shown.traceID,
        service: process?.serviceName ?? "",
        names: shown.spans.map(({ operationName }) => operationName).sort(),
      };
    }
    await sleep(100);
  }
}
