/** What agents send to: another Collector, which writes down every span that it gets. */

import { setTimeout as sleep } from "node:timers/promises";
import { collectorFile } from "../../components/kit/otel/collector-file";
import { healthCheck } from "../../components/kit/otel/health";
import { otlpReceiver } from "../../components/kit/otel/otlp-receiver";
import { memoryLimiter } from "../../components/kit/otel/processors";
import { telemetry } from "../../components/kit/otel/telemetry";
import { valueOf } from "../../components/kit/testing";
import { CollectorPod } from "../collector/running";

export class Backend {
  private constructor(private readonly pod: CollectorPod) {}

  static async create(): Promise<Backend> {
    const file = collectorFile({
      receivers: { otlp: otlpReceiver() },
      processors: { memory_limiter: memoryLimiter() },
      exporters: { debug: { verbosity: "detailed" } },
      extensions: { health_check: healthCheck() },
      pipelines: {
        traces: { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["debug"] },
      },
      // As text, line by line.
      telemetry: { ...telemetry({ service: "backend" }), logs: { encoding: "console" } },
    });
    return new Backend(new CollectorPod(await valueOf(file)));
  }

  get address(): string {
    return this.pod.address;
  }

  async start(): Promise<void> {
    await this.pod.start();
  }

  /** Ends it at once, as a crash does. */
  async crash(): Promise<void> {
    await this.pod.end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.pod.stop();
  }

  /** Names of all spans so far, sorted. */
  names(): string[] {
    return [...this.pod.written().matchAll(/^ {4}Name {11}: (\S+)$/gm)]
      .map(([, name = ""]) => name)
      .sort();
  }

  /** Everything that it wrote, for attributes. */
  written(): string {
    return this.pod.written();
  }

  /** Names of all spans, once there are so many. */
  async after(count: number): Promise<string[]> {
    const until = Date.now() + 90_000;
    while (this.names().length < count && Date.now() < until) await sleep(100);
    return this.names();
  }
}
