/** The metrics that rules and dashboard ask for, as the real Jaeger names them with the configuration that we render. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownAddress, Place, type RunningJaeger, startJaeger } from "../../tests/jaeger/process";
import { sendTrace } from "../../tests/jaeger/spans";
import { JAEGER, JAEGER_VERSION } from "../../tests/jaeger/tools";
import { type RefusingStore, refusingStore } from "../../tests/monitoring/refusing-store";
import { ensureTools } from "../../toolchain/tools";
import { JaegerCollector } from "../jaeger-collector";
import { JaegerQuery } from "../jaeger-query";
import { endpointAt } from "../kit/endpoint";
import { FILES, FOLDER } from "../kit/jaeger/folders";
import { only, render } from "../kit/testing";
import { ruleFile } from "./rule-groups";
import { readSeconds } from "./signals";
import type { Watched } from "./watched";

const WATCHED: Watched = {
  name: "jaeger",
  generation: "v2",
  workloads: {
    collector: { namespace: "tracing", name: "jaeger-collector" },
    query: { namespace: "tracing", name: "jaeger-query" },
  },
};

const place = new Place();
const running: RunningJaeger[] = [];
let store: RefusingStore;
beforeAll(async () => {
  await ensureTools([JAEGER]);
  store = await refusingStore();
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  store.close();
  place.remove();
});

/** Starts a part as its ConfigMap tells it. */
async function start(part: "collector" | "query"): Promise<string> {
  const connection = { endpoint: endpointAt("127.0.0.1", store.port, "http") };
  const kept = { kind: "elasticsearch", connection } as const;
  const given = { namespace: "tracing", version: JAEGER_VERSION };
  const rendered = await render(() =>
    part === "collector"
      ? new JaegerCollector("jaeger", { ...given, to: { kind: "store", store: kept } })
      : new JaegerQuery("jaeger", { ...given, store: kept }),
  );
  const { data } = only(rendered, "kubernetes:core/v1:ConfigMap").inputs;
  for (const [file, text] of Object.entries<string>(data)) place.write(`${FOLDER}/${file}`, text);
  const address = ownAddress();
  const page = [`extensions.jaeger_query.http.endpoint=${address}:16686`];
  const sets = part === "query" ? page : [];
  running.push(await startJaeger(place.at(`${FOLDER}/${FILES.config}`), address, sets));
  return address;
}

const metricsOf = async (address: string) => (await fetch(`http://${address}:8888/metrics`)).text();

test("every metric of a rule is there, once what it counts has happened", async () => {
  const collector = await start("collector");
  await sendTrace(collector, "shop", ["checkout"]);
  const query = await start("query");
  await fetch(`http://${query}:16686/api/services`);
  let told = "";
  while (!/bulk_index_errors_total\S* [1-9]/.test(told)) {
    await sleep(200);
    told = await metricsOf(collector);
  }
  told += await metricsOf(query);
  const there = new Set([...told.matchAll(/^([a-z][a-z0-9_]*)[{ ]/gm)].map(([, name]) => name!));

  const exprs = ruleFile(WATCHED, "https://wiki.example.com/runbook").groups.flatMap(({ rules }) =>
    rules.map(({ expr }) => expr),
  );
  const asked = [...exprs, readSeconds("v2", WATCHED.workloads.query!)].join("\n");
  const named = [...asked.matchAll(/\b((?:jaeger|otelcol)_[a-z0-9_]+)\{/g)].map(
    ([, name]) => name!,
  );
  const patterns = [...asked.matchAll(/__name__=~"([^"]+)"/g)].map(([, name]) => name!);
  const isThere = (pattern: string) =>
    [...there].some((name) => new RegExp(`^(?:${pattern})$`).test(name));
  const missing = [...named, ...patterns].filter((name) => !isThere(name));
  expect([...new Set(missing)].sort()).toEqual([
    // A request without an answer.
    "jaeger_(storage_)?bulk_index_latency_err(_seconds)?_count",
    // A full queue.
    "otelcol_exporter_enqueue_failed_spans_total",
  ]);
  expect(new Set(named).size).toBeGreaterThan(7);
  expect(told).toMatch(/^jaeger_storage_latency_seconds_bucket\{.*le="5"\}/m);
});
