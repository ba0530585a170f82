/** Runs the platform on a real node of its own with the resources that components set by default, idle and loaded. */

import { setTimeout as sleep } from "node:timers/promises";
import { RealPlace } from "../../../tests/e2e/place";
import { field, items } from "../../../toolchain/kubernetes";
import { nodeObstacles } from "../../../toolchain/node";
import { createProgress } from "../../../toolchain/progress";
import { ensureTools } from "../../../toolchain/tools";
import { NODE_TOOLS } from "../../../toolchain/tools/table";
import { environments } from "../../golden/environments";
import { type Container, containersOf } from "./container";
import { withDefaults } from "./defaults";
import { residentIn } from "./resident";
import { type Sample, type Span, type Used, samplesIn, usedIn } from "./samples";

const ENVIRONMENT = "e2e";
/** The gateway in a version that packages have, and one pod of it: two cores hold no more requests. */
const GATEWAY = {
  version: "1.22.1",
  scale: { kind: "fixed", replicas: 1 },
  callers: [{ kind: "namespaces", labels: { "kube-tracing.io/agents": "true" } }],
};
/** Where the demo sends to, so that the gateway and Jaeger have their share of the load. */
const AGENTS = {
  frontend: "SW_AGENT_COLLECTOR_BACKEND_SERVICES=skywalking-gateway.tracing.svc:11800",
  orders: "SW_AGENT_COLLECTOR_BACKEND_SERVICES=skywalking-gateway.tracing.svc:11800",
  stock: "OTEL_EXPORTER_OTLP_ENDPOINT=http://jaeger-agent.tracing.svc:4317",
};
const OURS = "app.kubernetes.io/part-of=kube-tracing";

/** The kubelet measures each container every ten seconds or so. */
const SAMPLE_MS = 5_000;
/** Quiet time: the first half lets the start-up fade away. */
const QUIET_MS = 90_000;
/** Requests to the demo as in its tests, each with two segments and one trace of Jaeger. */
const LOAD = { count: 300, everyMs: 200 };

export interface MeasuredContainer extends Container {
  readonly idle: Used;
  /** While the demo is called five times a second. */
  readonly loaded: Used;
}

/** What was measured, or why nothing could be. */
export type Pods =
  | { readonly containers: readonly MeasuredContainer[]; readonly requests: number }
  | { readonly obstacles: readonly string[] };

export async function measurePods(): Promise<Pods> {
  const obstacles = nodeObstacles();
  if (obstacles.length > 0) return { obstacles };
  await ensureTools(NODE_TOOLS);
  const real = new RealPlace();
  try {
    await real.start();
    await real.certificate("ensure");
    real.configure(defaultPlatform());
    await real.up();
    return await watched(real);
  } finally {
    await real.end();
  }
}

async function watched(real: RealPlace): Promise<Pods> {
  const watch = new Watch(real);
  const step = createProgress().step("pods");
  step.now(`leaving them alone for ${QUIET_MS / 1000} s`);
  const quiet = await watch.during(() => sleep(QUIET_MS));
  step.now("starting the demo");
  await real.demo();
  for (const [name, variable] of Object.entries(AGENTS)) await real.tellDemo(name, variable);
  step.now(`calling the demo ${LOAD.count} times`);
  let answered = 0;
  const load = await watch.during(async () => {
    ({ answered } = await real.load(LOAD.count, LOAD.everyMs));
  });
  const idle = { from: (quiet.from + quiet.to) / 2, to: quiet.to };
  const containers = await watch.measured({ idle, load });
  step.done(`${containers.length} containers, ${answered} of ${LOAD.count} requests answered`);
  return { containers, requests: answered };
}

function defaultPlatform() {
  const found = environments().find(({ name }) => name === ENVIRONMENT);
  if (found === undefined) throw new Error(`there is no Pulumi.${ENVIRONMENT}.yaml`);
  const { skywalking, jaeger } = found.platform;
  return {
    skywalking: { ...withDefaults(skywalking), gateway: GATEWAY },
    jaeger: withDefaults(jaeger),
  };
}

/** Looks at the containers of the platform again and again. */
class Watch {
  private readonly samples: Sample[] = [];

  constructor(private readonly real: RealPlace) {}

  /** Returns when the work was done. */
  async during(work: () => Promise<void>): Promise<Span> {
    const from = Date.now();
    const over = new AbortController();
    await Promise.all([this.lookUntil(over.signal), work().finally(() => over.abort())]);
    return { from, to: Date.now() };
  }

  private async lookUntil(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.look();
      await sleep(SAMPLE_MS);
    }
  }

  async measured(spans: { idle: Span; load: Span }): Promise<MeasuredContainer[]> {
    return (await this.containers()).map((container) => {
      const own = this.samples.filter(
        (one) => one.pod === container.pod && one.container === container.name,
      );
      return { ...container, idle: usedIn(own, spans.idle), loaded: usedIn(own, spans.load) };
    });
  }

  private async containers(): Promise<Container[]> {
    return (await this.real.pods(OURS)).flatMap(containersOf);
  }

  private async look(): Promise<void> {
    const { cluster } = this.real;
    const [containers, resident] = [await this.containers(), residentIn()];
    /** MiB that the program needs, whoever read its pages first. */
    const needed = (sample: Sample) => {
      const own = containers.find(
        ({ pod, name }) => pod === sample.pod && name === sample.container,
      );
      return Math.max(sample.mebibytes, own === undefined ? 0 : resident(own.id));
    };
    for (const node of items(await cluster.get("/api/v1/nodes"))) {
      const name = String(field(node, "metadata", "name"));
      const path = `/api/v1/nodes/${name}/proxy/stats/summary?only_cpu_and_memory=true`;
      const samples = samplesIn(await cluster.get(path));
      this.samples.push(...samples.map((one) => ({ ...one, mebibytes: needed(one) })));
    }
  }
}
