import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { field } from "../../../toolchain/kubernetes";
import { mostLost } from "../loss";
import { note } from "../measured";
import { eventually } from "../wait";
import { DIRECT, OAP, STORE, measuredDuring, real, roll, rolled } from "./platform";

const SERVER = "skywalking.storage.server";

/** What agents lose that have an open connection to an OAP that is replaced; ten records come in a second. */
const OF_AN_UPDATE = mostLost(10, { of: "oap", seconds: 0 });

function expectMost(
  { requests, ...found }: Awaited<ReturnType<typeof measuredDuring>>,
  lost: number,
) {
  for (const stored of Object.values(found))
    expect(2 * requests - stored).toBeLessThanOrEqual(lost);
}

/** Pods of Elasticsearch, and how often each has been started. */
const nodes = async () =>
  (await real.pods(STORE)).map((pod) => [
    field(pod, "metadata", "uid"),
    field(pod, "status", "containerStatuses", 0, "restartCount"),
  ]);

/** Waits until Elasticsearch shows the certificate of the Secret. */
async function shown(): Promise<void> {
  const wanted = new X509Certificate(await real.secret("elasticsearch-tls", "tls.crt"));
  await eventually(async () => expect(await real.servedSerial()).toBe(wanted.serialNumber), 240);
}

describe(
  "rotation, as docs/operations.md tells, while requests come in",
  { timeout: 900_000 },
  () => {
    test("of the authority and its certificate loses no more than its two updates of OAP do, and restarts no Elasticsearch", async () => {
      const before = await nodes();
      const seen = await measuredDuring(async () => {
        expect(await real.certificate("trust")).toBe(true);
        await roll();
        expect(await real.certificate("renew")).toBe(true);
        await shown();
        expect(await real.certificate("forget")).toBe(true);
        await roll();
      });
      note("a new authority and its certificate", seen);
      expectMost(seen, 2 * OF_AN_UPDATE);
      expect(await nodes()).toEqual(before);
      expect(await real.findings()).toEqual([]);
    });

    test("of the password loses no more than its update of OAP does, and restarts no Elasticsearch", async () => {
      const [before, old] = [await nodes(), await real.login()];
      expect(old).toMatch(/^skywalking:/);
      const seen = await measuredDuring(async () => {
        real.configure({
          ...DIRECT,
          [`${SERVER}.user`]: "skywalking-2",
          [`${SERVER}.retiring`]: { user: "skywalking" },
        });
        await real.up();
        await rolled();
        await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
        const next = await real.login();
        expect(next).toMatch(/^skywalking-2:/);
        expect([await real.greeted(old), await real.greeted(next)]).toEqual([200, 200]);
        real.configure({ ...DIRECT, [`${SERVER}.user`]: "skywalking-2" });
        await real.up();
        await eventually(async () => expect(await real.greeted(old)).toBe(401), 240);
        expect(await real.greeted(next)).toBe(200);
      });
      note("a new user and password", seen);
      expectMost(seen, OF_AN_UPDATE);
      expect(await nodes()).toEqual(before);
      expect(await real.findings()).toEqual([]);
    });
  },
);
