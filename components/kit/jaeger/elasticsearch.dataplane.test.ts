/** Jaeger 2.13 and the real Elasticsearch 7.17, over TLS, as a user with the rights that ours gets. */

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  type RunningElasticsearch,
  startElasticsearch,
} from "../../../tests/index-care/elasticsearch";
import { ELASTICSEARCH } from "../../../tests/index-care/tools";
import { ownAddress, Place, type RunningJaeger, startJaeger } from "../../../tests/jaeger/process";
import { sendTrace, shownTrace } from "../../../tests/jaeger/spans";
import { JAEGER, JAEGER_VERSION } from "../../../tests/jaeger/tools";
import { ensureTools } from "../../../toolchain/tools";
import { collectorConfig } from "../../jaeger-collector/config";
import { settle as settleCollector } from "../../jaeger-collector/settled";
import { queryConfig, uiFile } from "../../jaeger-query/config";
import { settle as settleQuery } from "../../jaeger-query/settled";
import { endpointAt } from "../endpoint";
import type { JaegerElasticsearch } from "../jaeger-store";
import { collectorFile, type CollectorConfig } from "../otel/collector-file";
import { valueOf } from "../testing";
import { pathOf } from "./folders";

const INDICES = z.array(z.object({ index: z.string(), pri: z.string(), rep: z.string() }));
const given = { namespace: "tracing", version: JAEGER_VERSION };

let elasticsearch: RunningElasticsearch;
let place: Place;
let running: RunningJaeger[] = [];
let store: JaegerElasticsearch;

beforeAll(async () => {
  await ensureTools([JAEGER, ELASTICSEARCH]);
  elasticsearch = await startElasticsearch();
  place = new Place();
  place.write(pathOf("storeUser"), elasticsearch.username);
  place.write(pathOf("storePassword"), elasticsearch.password);
  place.write(pathOf("storeCa"), elasticsearch.ca);
  store = {
    kind: "elasticsearch",
    indexPrefix: "apm",
    connection: {
      endpoint: endpointAt("localhost", elasticsearch.port, "https"),
      credentials: {
        username: { name: "login", key: "username" },
        password: { name: "login", key: "password" },
      },
      ca: { kind: "secret", name: "ca", key: "ca.crt" },
      dataNodes: 1,
    },
    archive: {},
  };
});
afterAll(async () => {
  await Promise.all(running.map((jaeger) => jaeger.kill()));
  await elasticsearch.stop();
  place.remove();
});

async function start(name: string, config: CollectorConfig, sets: readonly string[] = []) {
  const text = await valueOf(collectorFile(config));
  const address = ownAddress();
  const file = place.write(`${place.folder}/${name}.yaml`, text);
  const jaeger = await startJaeger(
    file,
    address,
    sets.map((set) => set.replace("ADDRESS", address)),
  );
  running = [...running, jaeger];
  return jaeger;
}

test("what is sent is found, in indices of its prefix, with the shards and copies that are told", async () => {
  const to = { kind: "store", store } as const;
  const collector = await start(
    "collector",
    collectorConfig("jaeger-collector", settleCollector({ ...given, to })),
  );
  const settled = settleQuery({ ...given, store, monitor: { kind: "store" } });
  place.write(pathOf("ui"), uiFile(settled));
  const query = await start("query", queryConfig("jaeger-query", settled), [
    "extensions.jaeger_query.http.endpoint=ADDRESS:16686",
  ]);
  const page = `http://${query.address}:16686`;

  const sent = await sendTrace(collector.address, "shop", ["GET /cart", "pay", "ship"]);
  expect(await shownTrace(page, sent)).toEqual(sent);

  const archived = await fetch(`${page}/api/archive/${sent.traceId}`, { method: "POST" });
  expect(archived.status).toBe(200);

  // Written as soon as a request is full, or a moment later.
  const indices = await vi.waitFor(
    async () => {
      const listed = await elasticsearch.ask("GET", "_cat/indices/apm-*?format=json&s=index");
      const shown = INDICES.parse(listed).map(({ index, pri, rep }) => `${index} ${pri} ${rep}`);
      expect(shown).toHaveLength(4);
      return shown;
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(indices.map((line) => line.replace(/\d{4}-\d\d-\d\d/, "DATE"))).toEqual([
    "apm-archive-jaeger-service-DATE 1 0",
    "apm-archive-jaeger-span-DATE 3 0",
    "apm-jaeger-service-DATE 1 0",
    "apm-jaeger-span-DATE 3 0",
  ]);
});
