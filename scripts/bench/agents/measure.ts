/** Runs the real agents, with what they are told by default: idle, loaded, and with a full queue. */

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { collectorFile } from "../../../components/kit/otel/collector-file";
import { healthCheck } from "../../../components/kit/otel/health";
import { otlpReceiver } from "../../../components/kit/otel/otlp-receiver";
import { memoryLimiter } from "../../../components/kit/otel/processors";
import { telemetry } from "../../../components/kit/otel/telemetry";
import { valueOf } from "../../../components/kit/testing";
import { CollectorPod, newAddress } from "../../../tests/collector/running";
import { OTELCOL, VERSION } from "../../../tests/collector/tools";
import { createProgress } from "../../../toolchain/progress";
import { ensureTools } from "../../../toolchain/tools";
import { agentOfNode, agentOfProgram, type RenderedAgent } from "./rendered";
import { sendSpans } from "./spans";

const QUIET_MS = 10_000;
const SAMPLE_MS = 500;
/** Spans a second, and for how many seconds. */
const LOAD = { perSecond: 1000, seconds: 20 } as const;

/** Memory of an agent, in MiB. */
export interface MeasuredAgent extends Pick<RenderedAgent, "name" | "request" | "limit"> {
  readonly idle: number;
  readonly loaded: number;
  /** With as much as its queue has room for, while what it sends to is away. */
  readonly full: number;
  /** Spans that a full queue holds. */
  readonly held: number;
}

export interface Agents {
  readonly agents: readonly MeasuredAgent[];
  /** Spans a second of the load. */
  readonly perSecond: number;
}

export async function measureAgents(): Promise<Agents> {
  await ensureTools([OTELCOL]);
  const sink = newAddress();
  const rendered = [await agentOfNode(VERSION, sink), await agentOfProgram(VERSION, sink)];
  const agents: MeasuredAgent[] = [];
  for (const agent of rendered) agents.push(await measured(agent, sink));
  return { agents, perSecond: LOAD.perSecond };
}

async function measured(agent: RenderedAgent, address: string): Promise<MeasuredAgent> {
  const { name, request, limit, goLimit } = agent;
  const own = newAddress();
  const sink = new CollectorPod(await sinkFile(), address);
  const file = agent.file.replaceAll("127.0.0.1:", `${own}:`);
  const pod = new CollectorPod(file, own, { GOMEMLIMIT: goLimit });
  const step = createProgress().step(`agent ${name}`);
  try {
    await sink.start();
    await pod.start();
    step.now("idle");
    const idle = await mostDuring(pod, () => sleep(QUIET_MS));
    step.now(`${LOAD.perSecond} spans a second`);
    const count = LOAD.perSecond * LOAD.seconds;
    const loaded = await mostDuring(pod, () => sendSpans(own, count, LOAD.perSecond));
    await sink.end("SIGKILL");
    const held = roomOf(agent.file);
    step.now(`its queue of ${held} spans full`);
    const full = await mostDuring(pod, async () => {
      await sendSpans(own, held);
      await sleep(QUIET_MS);
    });
    step.done(`${idle} MiB idle, ${loaded} loaded, ${full} with ${held} spans that wait`);
    return { name, request, limit, idle, loaded, full, held };
  } finally {
    await Promise.all([pod.stop(), sink.stop()]);
  }
}

/** Most memory while something happens, in MiB. */
async function mostDuring(pod: CollectorPod, work: () => Promise<void>): Promise<number> {
  const over = new AbortController();
  const [most] = await Promise.all([
    mostUntil(pod, over.signal),
    work().finally(() => over.abort()),
  ]);
  return most;
}

async function mostUntil(pod: CollectorPod, over: AbortSignal): Promise<number> {
  let most = 0;
  while (!over.aborted) {
    const [line = ""] = await pod.metrics("otelcol_process_memory_rss{");
    most = Math.max(most, Number(line.split(" ").at(-1)) / 2 ** 20);
    await sleep(SAMPLE_MS);
  }
  return Math.round(most);
}

const Room = z.object({
  processors: z.object({ batch: z.object({ send_batch_size: z.number() }) }),
  exporters: z.record(
    z.string(),
    z.object({ sending_queue: z.object({ queue_size: z.number() }) }),
  ),
});

/** Spans that the queue has room for. */
function roomOf(file: string): number {
  const { processors, exporters } = Room.parse(JSON.parse(file));
  const [exporter] = Object.values(exporters);
  return (exporter?.sending_queue.queue_size ?? 0) * processors.batch.send_batch_size;
}

/** What agents send to: it takes everything and forgets it. */
function sinkFile(): Promise<string> {
  const file = collectorFile({
    receivers: { otlp: otlpReceiver() },
    processors: { memory_limiter: memoryLimiter() },
    exporters: { debug: { verbosity: "basic" } },
    extensions: { health_check: healthCheck() },
    pipelines: {
      traces: { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["debug"] },
    },
    telemetry: telemetry({ service: "sink", logs: "warn" }),
  });
  return valueOf(file);
}
