/** A steady stream of spans as programs make them. */

import { setTimeout as sleep } from "node:timers/promises";

/** Attributes of a span of an HTTP server. */
const ATTRIBUTES = Array.from({ length: 12 }, (_, index) => ({
  key: `http.request.attribute.${index}`,
  value: { stringValue: `a value of the usual length, ${index}` },
}));
const RESOURCE = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };

/** Spans of one request. */
const AT_ONCE = 250;

/** Sends so many spans to an agent, so many each second or as fast as it takes them. */
export async function sendSpans(
  address: string,
  count: number,
  perSecond = Infinity,
): Promise<void> {
  const start = Date.now();
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    await sendOnce(address, sent, Math.min(AT_ONCE, count - sent));
    await sleep(Math.max(0, start + (1000 * (sent + AT_ONCE)) / perSecond - Date.now()));
  }
}

/** @throws when the agent does not take them */
async function sendOnce(address: string, from: number, count: number): Promise<void> {
  const spans = Array.from({ length: count }, (_, index) => {
    const id = (from + index + 1).toString(16);
    return {
      traceId: id.padStart(32, "0"),
      spanId: id.padStart(16, "0"),
      name: `GET /orders/${index % 50}`,
      kind: 2,
      startTimeUnixNano: "1700000000000000000",
      endTimeUnixNano: "1700000001000000000",
      attributes: ATTRIBUTES,
    };
  });
  const body = { resourceSpans: [{ resource: RESOURCE, scopeSpans: [{ spans }] }] };
  const answer = await fetch(`http://${address}:4318/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the agent answers ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
