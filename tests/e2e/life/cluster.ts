import { describe, expect, test } from "vitest";
import { note } from "../measured";
import { eventually } from "../wait";
import {
  BEHIND_GATEWAY,
  DOORS,
  OAP,
  THREE_BEHIND_GATEWAY,
  asAgent,
  kubectl,
  measured,
  nameOf,
  real,
  roll,
  rolled,
  settled,
} from "./platform";

/**
 * NGINX before 1.27.3 takes any pod for each call: of so many calls, 3 % of a share are almost four standard
 * deviations.
 */
const CALLS = 30_000;

describe("three OAP", () => {
  test("know each other", async () => {
    real.configure(THREE_BEHIND_GATEWAY);
    await real.up();
    await rolled();
    await rolled("deployment/skywalking-gateway");
    expect(await real.findings()).toEqual([]);
    expect(await real.pods(OAP)).toHaveLength(3);
  });

  test("each take a part of the load, and the metrics stay right", async () => {
    await real.demo();
    const before = await real.read((oap) => oap.counted("frontend"));
    const { requests, segments } = await measured(100, 0, async () => undefined);
    expect([requests, segments]).toEqual([100, 200]);
    const pods = (await real.pods(OAP)).map(nameOf);
    const taken = await Promise.all(pods.map((pod) => real.taken(pod)));
    expect(taken.reduce((sum, one) => sum + one.segments, 0)).toBe(200);
    expect(taken.filter(({ segments: own, ofPeers }) => own + ofPeers === 0)).toEqual([]);
    await eventually(async () =>
      expect((await real.read((oap) => oap.counted("frontend"))) - before).toBe(100),
    );
  });

  test("are called equally often behind the gateway, though an agent has one connection", async () => {
    const pods = (await real.pods(OAP)).map(nameOf);
    const taken = () => Promise.all(pods.map(async (pod) => (await real.taken(pod)).segments));
    const before = await taken();
    const called = await asAgent(DOORS.gateway, (agent) => agent.reportAll(CALLS, 16));
    expect(called).toEqual({ calls: CALLS, failed: {} });
    const after = await taken();
    const [first = 0, second = 0, third = 0] = after.map(
      (now, index) => now - (before[index] ?? 0),
    );
    note(`${CALLS} calls through the gateway`, { first, second, third });
    expect(first + second + third).toBe(CALLS);
    const even = CALLS / 3;
    for (const share of [first, second, third])
      expect(Math.abs(share - even)).toBeLessThan(0.03 * even);
  });

  test("are replaced one by one behind the gateway: no call of an agent fails, and nothing is lost", async () => {
    const before = await settled();
    const { calls, failed } = await asAgent(DOORS.gateway, (agent) => agent.reportDuring(roll, 20));
    const segments = (await settled()).segments - before.segments;
    note("rolling update of three OAP: calls through the gateway", { calls, ...failed, segments });
    expect(failed).toEqual({});
    expect(segments).toBe(calls);
    expect(await real.findings()).toEqual([]);
  });

  test("without the right to watch pods are found out", async () => {
    await kubectl("delete", "rolebinding", "skywalking-oap");
    await kubectl("delete", "pods", `--selector=${OAP}`, "--grace-period=0", "--force");
    await eventually(async () => expect(await real.pods(OAP)).toHaveLength(3));
    await kubectl("wait", "pods", `--selector=${OAP}`, "--for=condition=Ready", "--timeout=600s");
    const found = await real.findings();
    expect(
      found.map(({ what, seen }) => `${what.replace(/-[0-9a-f]+-[a-z0-9]+$/, "")}: ${seen}`),
    ).toEqual([
      "rights of skywalking-oap: may not watch pods",
      ...Array.from({ length: 3 }, () => "cluster seen by skywalking-oap: 1 of 3"),
    ]);
  });

  test("become one again, and what was deleted is there again", async () => {
    await real.refresh();
    real.configure(BEHIND_GATEWAY);
    await real.up();
    await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
    expect(await real.findings()).toEqual([]);
  });
});
