import { describe, expect, test } from "vitest";
import { field } from "../../../toolchain/kubernetes";
import { eventually } from "../wait";
import { DIRECT, real } from "./platform";

describe("up", () => {
  test("brings Elasticsearch and OAP up, and nothing is wrong with them", async () => {
    real.configure(DIRECT);
    expect(await real.up()).toMatch(/^[0-9]+ created, 0 unchanged$/);
    expect(await real.findings()).toEqual([]);
  });

  test("has made the schema exactly once", async () => {
    const pods = await real.pods("app.kubernetes.io/instance=skywalking-oap-init");
    expect(pods.map((pod) => field(pod, "status", "phase"))).toEqual(["Succeeded"]);
    expect(field(pods[0], "status", "containerStatuses", 0, "restartCount")).toBe(0);
  });

  test("changes nothing when it runs again", async () => {
    expect(await real.up()).toMatch(/^no change, [0-9]+ unchanged$/);
  });
});

describe("traces of the demo", () => {
  test("are read back, every one of them", async () => {
    await real.demo();
    expect(await real.load(50)).toEqual({ sent: 50, answered: 50, failed: {} });
    await eventually(async () =>
      expect(await real.stored()).toEqual({ segments: 100, zipkinSpans: 100 }),
    );
  });

  test("show the services and who calls whom", async () => {
    await eventually(async () => {
      expect(await real.read((oap) => oap.services())).toEqual(["frontend", "orders"]);
      expect(await real.read((oap) => oap.calls())).toEqual([
        "User > frontend",
        "frontend > orders",
        "orders > stock.demo.svc:8080",
      ]);
    });
  });

  test("have four spans of SkyWalking, and two of OpenTelemetry beside them", async () => {
    const traces = await eventually(async () => {
      const found = await real.read((oap) => oap.traces("frontend"));
      expect(found).toHaveLength(50);
      return found;
    });
    const spans = await real.read((oap) => oap.spans(traces[0]?.traceIds[0] ?? ""));
    expect(
      spans.map(({ serviceCode, type, endpointName }) => [serviceCode, type, endpointName]),
    ).toEqual([
      ["frontend", "Entry", "/checkout"],
      ["frontend", "Exit", "/order"],
      ["orders", "Entry", "GET:/order"],
      ["orders", "Exit", "/reserve"],
    ]);
    const zipkin = await eventually(async () => {
      const found = await real.read((oap) => oap.zipkinTraces("stock"));
      expect(found).toHaveLength(50);
      return found;
    });
    expect(new Set(zipkin.map((names) => names.join(", ")))).toEqual(
      new Set(["INTERNAL take from shelf, SERVER /reserve"]),
    );
  });

  test("are counted as often as they were", async () => {
    await eventually(async () =>
      expect(await real.read((oap) => oap.counted("frontend"))).toBe(50),
    );
  });
});
