/** The life of a platform whose pods really run: each part begins where the one before it ended. */

import { X509Certificate } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { field } from "../../toolchain/kubernetes";
import { note } from "./measured";
import { RealPlace } from "./place";
import { eventually } from "./wait";

const OAP = "app.kubernetes.io/instance=skywalking-oap";
const STORE = "app.kubernetes.io/instance=skywalking-elasticsearch";
const SCALE = "skywalking.oap.topology.scale";
const three = { [SCALE]: { kind: "fixed", replicas: 3 } };

let real: RealPlace;
beforeAll(async () => {
  real = new RealPlace();
  await real.start();
  await real.certificate("ensure");
});
afterAll(() => real.end());

const nameOf = (object: unknown) => String(field(object, "metadata", "name"));

/** Requests, and what of them is stored once nothing more comes. */
async function measured(count: number, everyMs: number, meanwhile: () => Promise<unknown>) {
  const before = await real.stored();
  const [called] = await Promise.all([real.load(count, everyMs), meanwhile()]);
  const after = await settled();
  return {
    requests: called.answered,
    segments: after.segments - before.segments,
    zipkinSpans: after.zipkinSpans - before.zipkinSpans,
  };
}

/** What is stored, once it has not grown for 20 seconds. */
async function settled() {
  let last = await eventually(() => real.stored());
  for (let quiet = 0; quiet < 10; await sleep(2000)) {
    const now = await eventually(() => real.stored());
    quiet = now.segments === last.segments && now.zipkinSpans === last.zipkinSpans ? quiet + 1 : 0;
    last = now;
  }
  return last;
}

describe("up", () => {
  test("brings Elasticsearch and OAP up, and nothing is wrong with them", async () => {
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
    const spans = await real.read((oap) => oap.spans(traces[0]!.traceIds[0]!));
    expect(
      spans.map(({ serviceCode, type, endpointName }) => [serviceCode, type, endpointName]),
    ).toEqual([
      ["frontend", "Entry", "/checkout"],
      ["frontend", "Exit", "/order"],
      ["orders", "Entry", "GET:/order"],
      ["orders", "Exit", "/reserve"],
    ]);
    const zipkin = await real.read((oap) => oap.zipkinTraces("stock"));
    expect(zipkin).toHaveLength(50);
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

describe("three OAP", () => {
  test("know each other", async () => {
    real.configure(three);
    await real.up();
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

  test("without the right to watch pods are found out", async () => {
    await real.kubectl("--namespace", "tracing", "delete", "rolebinding", "skywalking-oap");
    await real.kubectl("--namespace", "tracing", "rollout", "restart", "deployment/skywalking-oap");
    await real.kubectl("--namespace", "tracing", "rollout", "status", "deployment/skywalking-oap");
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
    real.configure({});
    await real.up();
    await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
    expect(await real.findings()).toEqual([]);
  });
});

describe("hardening, as the containers see it", () => {
  test.each([
    ["OAP", () => real.pods(OAP), "10001"],
    ["Elasticsearch", () => real.pods(STORE), "1000"],
  ])(
    "%s runs as nobody special, writes nothing to its image and holds no more rights",
    async (_, pods, user) => {
      const [pod] = await pods();
      const inside = (script: string) =>
        real.kubectl("--namespace", "tracing", "exec", nameOf(pod), "--", "sh", "-c", script);
      expect((await inside("id -u")).trim()).toBe(user);
      expect((await inside("touch /written 2>/dev/null || echo refused")).trim()).toBe("refused");
      const status = await inside("cat /proc/1/status");
      const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1];
      expect(["CapEff", "CapBnd", "NoNewPrivs", "Seccomp"].map(field)).toEqual([
        "0000000000000000",
        "0000000000000000",
        "1",
        "2",
      ]);
    },
  );

  test("Elasticsearch has no token, and OAP has one for its coordinator", async () => {
    const tokens = async (label: string) => {
      const [pod] = await real.pods(label);
      const folder = "/var/run/secrets/kubernetes.io/serviceaccount/token";
      return (
        await real.kubectl(
          "--namespace",
          "tracing",
          "exec",
          nameOf(pod),
          "--",
          "sh",
          "-c",
          `test -e ${folder} && echo there || echo none`,
        )
      ).trim();
    };
    expect([await tokens(STORE), await tokens(OAP)]).toEqual(["none", "there"]);
  });
});

describe("faults", () => {
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
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });

  test("a stop of OAP by Kubernetes loses nothing", async () => {
    const roll = async () => {
      await sleep(10_000);
      await real.kubectl(
        "--namespace",
        "tracing",
        "rollout",
        "restart",
        "deployment/skywalking-oap",
      );
      await real.kubectl(
        "--namespace",
        "tracing",
        "rollout",
        "status",
        "deployment/skywalking-oap",
        "--timeout=300s",
      );
    };
    const seen = await measured(LOAD.count, LOAD.everyMs, roll);
    note("rolling update of the only OAP", seen);
    expect(seen).toEqual({
      requests: LOAD.count,
      segments: 2 * LOAD.count,
      zipkinSpans: 2 * LOAD.count,
    });
  });

  test("without its preStop the same loses no more than one flush of records", async () => {
    const [lifecycle, grace] = ["containers/0/lifecycle", "terminationGracePeriodSeconds"];
    const patch = [
      { op: "remove", path: `/spec/template/spec/${lifecycle}` },
      { op: "replace", path: `/spec/template/spec/${grace}`, value: 30 },
    ];
    const oap = "deployment/skywalking-oap";
    const kubectl = (...args: string[]) => real.kubectl("--namespace", "tracing", ...args);
    await kubectl("patch", oap, "--type=json", `--patch=${JSON.stringify(patch)}`);
    await kubectl("rollout", "status", oap, "--timeout=300s");
    await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
    const seen = await measured(LOAD.count, LOAD.everyMs, async () => {
      await sleep(10_000);
      await kubectl("rollout", "restart", oap);
      await kubectl("rollout", "status", oap, "--timeout=300s");
    });
    note("rolling update of the only OAP without preStop", seen);
    const perSecond = 2 * (1000 / LOAD.everyMs);
    expect(2 * LOAD.count - seen.segments).toBeLessThanOrEqual(perSecond * (5 + 5));
    await real.refresh();
    await real.up();
    expect(await real.findings()).toEqual([]);
  });

  test("Elasticsearch away for a minute: all recovers, and what is lost is known", async () => {
    const kill = async () => {
      await sleep(10_000);
      const scale = (replicas: number) =>
        real.kubectl(
          "--namespace",
          "tracing",
          "scale",
          "statefulset/skywalking-elasticsearch",
          `--replicas=${replicas}`,
        );
      await scale(0);
      await sleep(60_000);
      await scale(1);
      await real.kubectl(
        "--namespace",
        "tracing",
        "rollout",
        "status",
        "statefulset/skywalking-elasticsearch",
        "--timeout=300s",
      );
    };
    const before = await real.stored();
    const seen = await measured(600, 200, kill);
    note("Elasticsearch away for a minute", seen);
    expect((await real.stored()).segments).toBe(before.segments + seen.segments);
    await eventually(async () => expect(await real.findings()).toEqual([]));
  });
});

describe("rotation", () => {
  test("of the certificate: Elasticsearch takes it over without a restart, and nothing is lost", async () => {
    const [pod] = await real.pods(STORE);
    const rotate = async () => {
      expect(await real.certificate("renew")).toBe(true);
      const wanted = new X509Certificate(await real.secret("elasticsearch-tls", "tls.crt"));
      await eventually(
        async () => expect(await real.servedSerial()).toBe(wanted.serialNumber),
        240,
      );
    };
    const seen = await measured(300, 300, rotate);
    note("renewal of the certificate", seen);
    expect(seen).toEqual({ requests: 300, segments: 600, zipkinSpans: 600 });
    const [after] = await real.pods(STORE);
    expect(field(after, "metadata", "uid")).toBe(field(pod, "metadata", "uid"));
    expect(await real.findings()).toEqual([]);
  });
});
