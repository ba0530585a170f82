import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ProgramPod, agentSidecar } from "../../../components/agent-sidecar";
import { endpointAt } from "../../../components/kit/endpoint";
import { field } from "../../../toolchain/kubernetes";
import { note } from "../measured";
import { eventually } from "../wait";
import { kubectl, real, rolled } from "./platform";

const COLLECTOR = "deployment/jaeger-collector";
const STOCK = "deployment/stock";
const AGENT = "http://jaeger-agent.tracing.svc:4317";

/** Requests while something is away. */
const PER_SECOND = 5;

/** What one request to the demo leaves: each trace has the spans of one program. */
const ONE_TRACE = ["/reserve", "take from shelf"];

const demo = (...args: string[]) => real.kubectl("--namespace", "demo", ...args);

/** Lets the SDK of stock send to a place, from a new pod that answers. */
async function sendTo(place: string): Promise<void> {
  await real.tellDemo("stock", `OTEL_EXPORTER_OTLP_ENDPOINT=${place}`);
  await eventually(async () => expect((await real.load(3)).answered).toBe(3));
}

/** Traces of stock that came in during some work. */
async function traced(count: number, work: () => Promise<unknown>): Promise<string[][]> {
  const since = Date.now();
  await work();
  await eventually(async () =>
    expect((await real.jaegerTraces("stock", since)).length).toBeGreaterThanOrEqual(count),
  ).catch(() => undefined);
  return real.jaegerTraces("stock", since);
}

/** Requests while something is away for a minute. */
async function away(workload: string) {
  let requests = 0;
  let seconds = 0;
  const outage = async () => {
    await sleep(10_000);
    const began = Date.now();
    await kubectl("scale", workload, "--replicas=0");
    await sleep(60_000);
    await kubectl("scale", workload, "--replicas=1");
    await rolled(workload);
    seconds = (Date.now() - began) / 1000;
  };
  const found = await traced(500, async () => {
    const [{ answered }] = await Promise.all([real.load(500, 1000 / PER_SECOND), outage()]);
    requests = answered;
  });
  return { requests, seconds, found };
}

describe("Jaeger", () => {
  beforeAll(async () => {
    await real.demo();
    await sendTo(AGENT);
  });
  // Applied again, the pod would keep the agent beside it.
  afterAll(() => demo("delete", STOCK));

  test("shows every span that an SDK sent to the agent of its node", async () => {
    const found = await traced(50, async () => expect((await real.load(50)).answered).toBe(50));
    expect(found).toEqual(Array.from({ length: 50 }, () => ONE_TRACE));
  });

  test("shows what a program sent last, when it ends before the agent beside it", async () => {
    const whole: unknown = JSON.parse(await demo("get", STOCK, "--output=json"));
    // What the cluster has is what a program would be deployed with.
    const pod = z.custom<ProgramPod>().parse(field(whole, "spec", "template", "spec"));
    const to = { endpoint: endpointAt("jaeger-collector-headless.tracing.svc", 4317, "grpc") };
    const beside = agentSidecar(pod, { version: "0.111.0", kubernetes: "1.34", to });
    const spec = await new Promise<unknown>((settle) => pulumi.output(beside).apply(settle));
    const change = [{ op: "replace", path: "/spec/template/spec", value: spec }];
    await demo("patch", STOCK, "--type=json", `--patch=${JSON.stringify(change)}`);
    await sendTo("http://localhost:4317");
    const found = await traced(20, async () => {
      await real.load(20);
      await demo("scale", STOCK, "--replicas=0");
    });
    await demo("scale", STOCK, "--replicas=1");
    expect(found).toEqual(Array.from({ length: 20 }, () => ONE_TRACE));
  });

  test("loses nothing while its collector is away for a minute: the agent holds it", async () => {
    await sendTo(AGENT);
    const { requests, found } = await away(COLLECTOR);
    note("Jaeger's collector away for a minute", { requests, traces: found.length });
    expect(found).toEqual(Array.from({ length: requests }, () => ONE_TRACE));
  });

  test("loses no more than what came in while Elasticsearch was away", async () => {
    const { requests, seconds, found } = await away("statefulset/skywalking-elasticsearch");
    note("Elasticsearch of Jaeger away for a minute", { requests, traces: found.length, seconds });
    expect(requests - found.length).toBeLessThanOrEqual(Math.ceil(PER_SECOND * seconds));
    expect(await traced(20, () => real.load(20))).toHaveLength(20);
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });
});
