import { X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { field } from "../../../toolchain/kubernetes";
import { note } from "../measured";
import { eventually } from "../wait";
import { BEHIND_GATEWAY, OAP, STORE, measuredDuring, real, roll, rolled } from "./platform";

const SERVER = "skywalking.storage.server";

/** That each request that was answered left its two segments and its two spans; one that was not may have left some. */
function expectAll({ requests, ...found }: Awaited<ReturnType<typeof measuredDuring>>) {
  expect(requests).toBeGreaterThan(0);
  for (const stored of Object.values(found)) expect(stored).toBeGreaterThanOrEqual(2 * requests);
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
  "rotation, as docs/operations.md tells, while agents report through the gateway",
  { timeout: 900_000 },
  () => {
    beforeAll(async () => {
      real.configure(BEHIND_GATEWAY);
      await real.up();
      await real.demo();
      await real.redirectDemo("skywalking-gateway");
    });

    test("of the authority and its certificate loses nothing, and restarts no Elasticsearch", async () => {
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
      expectAll(seen);
      expect(await nodes()).toEqual(before);
      expect(await real.findings()).toEqual([]);
    });

    test("of the password loses nothing, and restarts no Elasticsearch", async () => {
      const [before, old] = [await nodes(), await real.login()];
      expect(old).toMatch(/^skywalking:/);
      const seen = await measuredDuring(async () => {
        real.configure({
          ...BEHIND_GATEWAY,
          [`${SERVER}.user`]: "skywalking-2",
          [`${SERVER}.retiring`]: { user: "skywalking" },
        });
        await real.up();
        await rolled();
        await eventually(async () => expect(await real.pods(OAP)).toHaveLength(1));
        const next = await real.login();
        expect(next).toMatch(/^skywalking-2:/);
        expect([await real.greeted(old), await real.greeted(next)]).toEqual([200, 200]);
        real.configure({ ...BEHIND_GATEWAY, [`${SERVER}.user`]: "skywalking-2" });
        await real.up();
        await eventually(async () => expect(await real.greeted(old)).toBe(401), 240);
        expect(await real.greeted(next)).toBe(200);
      });
      note("a new user and password", seen);
      expectAll(seen);
      expect(await nodes()).toEqual(before);
      expect(await real.findings()).toEqual([]);
    });
  },
);
