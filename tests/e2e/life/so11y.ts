import { describe, expect, test } from "vitest";
import { eventually } from "../wait";
import { OAP, kubectl, nameOf, real, rolled } from "./platform";

const SERVICE = "oap-server";
/** OAP keeps metrics of whole minutes, and writes them half a minute later. */
const SECONDS = 300;

describe("OAP's own metrics", () => {
  test("are read by one Collector that is well", async () => {
    await rolled("deployment/skywalking-so11y");
    const pods = await real.pods("app.kubernetes.io/instance=skywalking-so11y");
    expect(pods).toHaveLength(1);
    expect(await kubectl("logs", "deployment/skywalking-so11y")).not.toContain('"level":"error"');
  });

  test("come back from OAP, of each of its pods by its name", async () => {
    const pods = (await real.pods(OAP)).map(nameOf);
    await eventually(async () => {
      expect(await real.read((oap) => oap.services("SO11Y_OAP"))).toEqual([SERVICE]);
      const told = await real.read((oap) => oap.instances(SERVICE));
      expect(told).toEqual(expect.arrayContaining(pods));
    }, SECONDS);
  });

  test("say what the pods use and do", async () => {
    await real.demo();
    const [pod = ""] = (await real.pods(OAP)).map(nameOf);
    const most = async (metric: string) =>
      Math.max(...(await real.read((oap) => oap.minutes(metric, SERVICE, pod))));
    await eventually(async () => {
      await real.load(10);
      expect(await most("meter_oap_instance_jvm_memory_bytes_used")).toBeGreaterThan(64 * 2 ** 20);
      expect(await most("meter_oap_jvm_thread_live_count")).toBeGreaterThan(10);
      expect(await most("meter_oap_instance_trace_count")).toBeGreaterThan(0);
    }, SECONDS);
  });
});
