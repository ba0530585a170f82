/** The jobs as they are rendered, under Jaeger's own programs and a real Elasticsearch behind TLS. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type RunningElasticsearch,
  startElasticsearch,
} from "../../tests/index-care/elasticsearch";
import { runPod } from "../../tests/index-care/job";
import { type Lens, noon, openLens } from "../../tests/index-care/lens";
import { ELASTICSEARCH, JAEGER_ES_TOOLS } from "../../tests/index-care/tools";
import { ensureTools } from "../../toolchain/tools";
import { JaegerIndexCare, type JaegerIndexCareArgs } from "../jaeger-index-care";
import { endpointAt } from "../kit/endpoint";
import type { JaegerElasticsearch } from "../kit/jaeger-store";
import { only, type Rendered, render } from "../kit/testing";

let elasticsearch: RunningElasticsearch;
let lens: Lens;
beforeAll(async () => {
  await ensureTools([ELASTICSEARCH, JAEGER_ES_TOOLS]);
  elasticsearch = await startElasticsearch();
  lens = await openLens(elasticsearch);
});
afterAll(async () => {
  lens.close();
  await elasticsearch.stop();
});
beforeEach(async () => {
  await elasticsearch.ask("DELETE", "apm-*");
  Object.assign(lens, { ages: {}, policies: {} });
});

const rendered = (args: Partial<JaegerIndexCareArgs>, special: Partial<JaegerElasticsearch>) =>
  render(() => {
    const connection = {
      endpoint: endpointAt("localhost", lens.port, "https"),
      credentials: {
        username: { name: "login", key: "username" },
        password: { name: "login", key: "password" },
      },
      ca: { kind: "secret", name: "trust", key: "ca.pem" },
    } as const;
    const store = { kind: "elasticsearch", indexPrefix: "apm", connection, ...special } as const;
    return new JaegerIndexCare("care", { namespace: "tracing", version: "2.13.0", store, ...args });
  });

/** Runs the Job or CronJob of this name. */
function run(jobs: readonly Rendered[], name: string): Promise<string> {
  const kind = name === "care-init" ? "Job" : "CronJob";
  const { spec } = only(jobs, `kubernetes:batch/v1:${kind}`, name).inputs;
  return runPod((spec.jobTemplate?.spec ?? spec).template.spec, {
    "login/username": elasticsearch.username,
    "login/password": elasticsearch.password,
    "trust/ca.pem": lens.ca,
  });
}

/** Every index with its aliases. */
async function indices(): Promise<Record<string, string[]>> {
  const found = (await elasticsearch.ask("GET", "apm-*/_alias")) as Record<string, any>;
  return Object.fromEntries(
    Object.entries(found)
      .map(([name, { aliases }]) => [name, Object.keys(aliases).sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const dated = (kind: string, daysAgo: number) =>
  `apm-jaeger-${kind}-${noon(daysAgo).toISOString().slice(0, 10)}`;

test("daily indices: those of the last seven days stay, and so does what is not Jaeger's", async () => {
  const kinds = ["span", "service", "dependencies", "sampling"];
  const made = kinds.flatMap((kind) => [0, 1, 6, 7, 8].map((days) => [kind, days] as const));
  const foreign = ["apm-archive-jaeger-span-2020-01-01", "apm-skywalking-2020-01-01"];
  const ages = Object.fromEntries([
    ...made.map(([kind, days]) => [dated(kind, days), days] as const),
    ...foreign.map((name) => [name, 2000] as const),
  ]);
  for (const name of Object.keys(ages)) await elasticsearch.ask("PUT", name);
  lens.ages = ages;
  await run(await rendered({}, {}), "care-cleaner");
  const kept = made.filter(([, days]) => days < 7).map(([kind, days]) => dated(kind, days));
  expect(Object.keys(await indices())).toEqual([...kept, ...foreign].sort());
});

test("an archive goes by its own days", async () => {
  const [old, older] = [31, 29].map((days) => dated("span", days).replace("apm-", "apm-archive-"));
  for (const name of [old!, older!, dated("span", 3)]) await elasticsearch.ask("PUT", name);
  lens.ages = { [old!]: 31, [older!]: 29, [dated("span", 3)]: 3 };
  await run(await rendered({}, { archive: { lookbackDays: 30 } }), "care-cleaner");
  expect(Object.keys(await indices())).toEqual([older!, dated("span", 3)].sort());
});

describe("rollover", () => {
  const names = (kind: string, number: number) => `apm-jaeger-${kind}-00000${number}`;
  const aliases = (kind: string, ...ends: string[]) =>
    ends.map((end) => `apm-jaeger-${kind}-${end}`);

  test("from the first index to the deletion of the last old one", async () => {
    const jobs = await rendered(
      { keptDays: 7, foundDays: 3, rollover: { maxDocuments: 2 } },
      { rotation: { kind: "rollover" }, spanShards: 2, replicas: 0 },
    );
    const both = (kind: string) => aliases(kind, "read", "write");
    await run(jobs, "care-init");
    expect(await indices()).toEqual({
      [names("dependencies", 1)]: both("dependencies"),
      [names("service", 1)]: both("service"),
      [names("span", 1)]: both("span"),
    });
    expect(lens.templates["apm-jaeger-span"]!.settings).toMatchObject({
      "index.number_of_shards": 2,
      "index.number_of_replicas": 0,
    });

    for (const traceID of ["a", "b"])
      await elasticsearch.ask("POST", "apm-jaeger-span-write/_doc?refresh=true", { traceID });
    await run(jobs, "care-rollover");
    const rolled = {
      [names("dependencies", 1)]: both("dependencies"),
      [names("service", 1)]: both("service"),
      [names("span", 1)]: aliases("span", "read"),
      [names("span", 2)]: both("span"),
    };
    expect(await indices()).toEqual(rolled);

    // Three days and the one that it was written to.
    const aged = (days: number) =>
      (lens.ages = { [names("span", 1)]: days, [names("service", 1)]: 99 });
    aged(3);
    await run(jobs, "care-lookback");
    expect(await indices()).toEqual(rolled);
    aged(4);
    await run(jobs, "care-lookback");
    expect(await indices()).toEqual({ ...rolled, [names("span", 1)]: [] });

    aged(7);
    await run(jobs, "care-cleaner");
    expect(Object.keys(await indices())).toEqual(Object.keys(rolled));
    // What is still written to stays, however old it is.
    aged(8);
    await run(jobs, "care-cleaner");
    const left = Object.entries(rolled).filter(([name]) => name !== names("span", 1));
    expect(await indices()).toEqual(Object.fromEntries(left));

    await run(jobs, "care-init");
    expect(Object.keys(await indices())).toEqual(Object.keys(rolled));
  });

  test("the archive and adaptive sampling have aliases of their own", async () => {
    const jobs = await rendered(
      { adaptiveSampling: true },
      { rotation: { kind: "rollover" }, archive: {}, replicas: 0 },
    );
    await run(jobs, "care-init");
    await run(jobs, "care-rollover");
    expect(Object.keys(await indices())).toEqual([
      "apm-archive-jaeger-service-000001",
      "apm-archive-jaeger-span-000001",
      "apm-jaeger-dependencies-000001",
      "apm-jaeger-sampling-000001",
      "apm-jaeger-service-000001",
      "apm-jaeger-span-000001",
    ]);
  });
});

describe("a lifecycle policy", () => {
  const ILM = { rotation: { kind: "ilm" }, replicas: 0 } as const;

  test("is named in every template, and moves on the aliases", async () => {
    const jobs = await rendered({}, ILM);
    const { initContainers } = only(jobs, "kubernetes:batch/v1:Job").inputs.spec.template.spec;
    const [, name] = /_ilm\/policy\/(.*)$/.exec(initContainers[0].args[0])!;
    const { value } = initContainers[0].env.find(({ name }: any) => name === "POLICY");
    lens.policies = { [name!]: JSON.parse(value) };
    await run(jobs, "care-init");
    for (const kind of ["span", "service", "dependencies"])
      expect(lens.templates[`apm-jaeger-${kind}`]!.settings["lifecycle"]).toEqual({
        name: "jaeger-ilm-policy",
        rollover_alias: `apm-jaeger-${kind}-write`,
      });
    const found = (await elasticsearch.ask("GET", "apm-jaeger-span-000001/_alias")) as any;
    expect(found["apm-jaeger-span-000001"].aliases).toEqual({
      "apm-jaeger-span-read": {},
      "apm-jaeger-span-write": { is_write_index: true },
    });
  });

  test("that is not there stops everything", async () => {
    await expect(run(await rendered({}, ILM), "care-init")).rejects.toThrow(
      "ILM policy jaeger-ilm-policy doesn't exist in Elasticsearch. Please create it and re-run init",
    );
    expect(await indices()).toEqual({});
  });
});

test("a wrong password, or another CA, is told and nothing is deleted", async () => {
  const name = dated("span", 9);
  await elasticsearch.ask("PUT", name);
  lens.ages = { [name]: 9 };
  const jobs = await rendered({}, {});
  const { spec } = only(jobs, "kubernetes:batch/v1:CronJob").inputs.spec.jobTemplate.spec.template;
  const held = { "login/username": "jaeger", "login/password": "wrong", "trust/ca.pem": lens.ca };
  await expect(runPod(spec, held)).rejects.toThrow("request failed, status code: 401");
  const strange = { ...held, "login/password": elasticsearch.password };
  await expect(runPod(spec, { ...strange, "trust/ca.pem": elasticsearch.ca })).rejects.toThrow(
    "certificate signed by unknown authority",
  );
  expect(Object.keys(await indices())).toEqual([name]);
});
