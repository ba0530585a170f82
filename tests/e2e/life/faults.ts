import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { field } from "../../../toolchain/kubernetes";
import { mostLost, secondsDown } from "../loss";
import { note } from "../measured";
import { eventually } from "../wait";
import { DIRECT, DOORS, OAP, asAgent, kubectl, measured, real, roll, rolled } from "./platform";

describe("faults of a lone OAP that agents call itself", () => {
  beforeAll(async () => {
    real.configure(DIRECT);
    await real.up();
    await real.demo();
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });

  const LOAD = { count: 300, everyMs: 200 };

  test("kill -9 of the only OAP: it comes back by itself, and what is lost is known", async () => {
    const kill = async () => {
      await sleep(15_000);
      const [pod] = await real.pods(OAP);
      real.kill(pod, "java");
    };
    const seen = await measured(LOAD.count, LOAD.everyMs, kill);
    note("kill -9 of the only OAP", seen);
    expect(seen.requests).toBe(LOAD.count);
    const [pod] = await real.pods(OAP);
    expect(field(pod, "status", "containerStatuses", 0, "restartCount")).toBe(1);
    const most = mostLost(2 * (1000 / LOAD.everyMs), { of: "oap", seconds: secondsDown(pod) });
    expect(2 * LOAD.count - seen.segments).toBeLessThanOrEqual(most);
    expect(2 * LOAD.count - seen.zipkinSpans).toBeLessThanOrEqual(most);
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });

  test("a stop of OAP by Kubernetes loses no more than a flush, and hardly a call of an agent fails", async () => {
    let called = { calls: 0, failures: 0 };
    const replace = async () => {
      await sleep(10_000);
      const { calls, failed } = await asAgent(DOORS.oap, (agent) => agent.reportDuring(roll, 20));
      called = { calls, failures: Object.values(failed).reduce((sum, one) => sum + one, 0) };
    };
    const seen = await measured(LOAD.count, LOAD.everyMs, replace);
    const sent = 2 * LOAD.count + called.calls - called.failures;
    note("rolling update of the only OAP", { ...seen, ...called, sent });
    expect(seen.requests).toBe(LOAD.count);
    // A connection that is open leads to the old OAP until it ends.
    const most = mostLost(20 + 2 * (1000 / LOAD.everyMs), { of: "oap", seconds: 0 });
    expect(sent - seen.segments).toBeLessThanOrEqual(most);
    expect(2 * LOAD.count - seen.zipkinSpans).toBeLessThanOrEqual(most);
    expect(called.failures / called.calls).toBeLessThanOrEqual(0.01);
  });

  test("without its preStop the same loses no more than one flush of records", async () => {
    const oap = "deployment/skywalking-oap";
    const [lifecycle, grace] = ["containers/0/lifecycle", "terminationGracePeriodSeconds"].map(
      (field) => `/spec/template/spec/${field}`,
    );
    const whole: unknown = JSON.parse(await kubectl("get", oap, "--output=json"));
    const own = (...path: (string | number)[]) => field(whole, "spec", "template", "spec", ...path);
    const patched = async (...patch: readonly object[]) => {
      await kubectl("patch", oap, "--type=json", `--patch=${JSON.stringify(patch)}`);
      await rolled();
      await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
    };
    await patched({ op: "remove", path: lifecycle }, { op: "replace", path: grace, value: 30 });
    const seen = await measured(LOAD.count, LOAD.everyMs, async () => {
      await sleep(10_000);
      await roll();
    });
    note("rolling update of the only OAP without preStop", seen);
    const perSecond = 2 * (1000 / LOAD.everyMs);
    expect(2 * LOAD.count - seen.segments).toBeLessThanOrEqual(perSecond * (5 + 5));
    await patched(
      { op: "add", path: lifecycle, value: own("containers", 0, "lifecycle") },
      { op: "replace", path: grace, value: own("terminationGracePeriodSeconds") },
    );
    expect(await real.findings()).toEqual([]);
  });

  test("Elasticsearch away for a minute: all recovers, and what is lost is known", async () => {
    let seconds = 0;
    const kill = async () => {
      await sleep(10_000);
      const scale = (replicas: number) =>
        kubectl("scale", "statefulset/skywalking-elasticsearch", `--replicas=${replicas}`);
      const began = Date.now();
      await scale(0);
      await sleep(60_000);
      await scale(1);
      await rolled("statefulset/skywalking-elasticsearch");
      seconds = (Date.now() - began) / 1000;
    };
    const before = await real.stored();
    const seen = await measured(900, 200, kill);
    note("Elasticsearch away for a minute", { ...seen, seconds });
    const most = mostLost(10, { of: "storage", seconds });
    expect(1800 - seen.segments).toBeLessThanOrEqual(most);
    expect(1800 - seen.zipkinSpans).toBeLessThanOrEqual(most);
    expect((await real.stored()).segments).toBe(before.segments + seen.segments);
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });
});
