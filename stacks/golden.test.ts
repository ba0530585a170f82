import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { PROMISES } from "../components/kit/promises";
import type { Rendered } from "../components/kit/testing";
import { environments, ROOT } from "../scripts/golden/environments";
import { goldenOf, renderEnvironment } from "../scripts/golden/render";
import { faultsOf, wiresOf } from "../scripts/golden/wires";

const GOLDEN = join(ROOT, "stacks", "golden");

const OWN_STORE = [
  "Deployment skywalking-oap dials skywalking-elasticsearch:9200",
  "Deployment skywalking-ui dials skywalking-oap:12800",
  "Job skywalking-oap-init dials skywalking-elasticsearch:9200",
];

/** Jaeger beside SkyWalking, in its Elasticsearch. */
const JAEGER = [
  "CronJob jaeger-index-care-cleaner",
  "Deployment jaeger-collector",
  "Deployment jaeger-query",
].map((from) => `${from} dials skywalking-elasticsearch:9200`);

const GATEWAY = "Deployment skywalking-gateway dials skywalking-oap";
const SO11Y = "Deployment skywalking-so11y dials skywalking-oap";

/** Who dials whom in each environment, and which Secrets must be there before it. */
const EXPECTED: Record<string, { wires: string[]; given: string[] }> = {
  e2e: {
    wires: [
      ...JAEGER,
      "DaemonSet jaeger-agent dials jaeger-collector-headless:4317",
      ...OWN_STORE.filter((wire) => !wire.startsWith("Deployment skywalking-ui ")),
      `${SO11Y}-members:11800`,
    ].sort(),
    given: ["elasticsearch-tls"],
  },
  local: { wires: [...JAEGER, ...OWN_STORE].sort(), given: [] },
  prod: {
    wires: [`${GATEWAY}-members:11801`, `${SO11Y}-members:11801`, ...JAEGER, ...OWN_STORE].sort(),
    given: [],
  },
  uat: {
    wires: [
      `${GATEWAY}-members:11800`,
      `${GATEWAY}:12800`,
      "Deployment skywalking-metrics dials skywalking-oap:12800",
      `${SO11Y}-members:11800`,
      "Deployment skywalking-ui dials skywalking-oap:12800",
    ],
    given: [
      "elasticsearch-ca",
      "elasticsearch-jaeger",
      "elasticsearch-skywalking",
      "registry-pull-secret",
    ],
  },
};

test("there is a golden file for every environment, and for nothing else", () => {
  const files = environments().map(({ name }) => `${name}.yaml`);
  expect(readdirSync(GOLDEN).sort()).toEqual(files);
  expect(Object.keys(EXPECTED).sort()).toEqual(environments().map(({ name }) => name));
});

describe.each(environments())("$name", (environment) => {
  const expected = EXPECTED[environment.name];
  let objects: Rendered[] = [];
  beforeAll(async () => {
    objects = await renderEnvironment(environment);
  });

  test("is what the golden file says; otherwise run: make golden", async () => {
    expect(await goldenOf(environment)).toBe(
      readFileSync(join(GOLDEN, `${environment.name}.yaml`), "utf8"),
    );
  });

  test("keeps every promise of its components as a whole", () => {
    const faults = Object.entries(PROMISES).flatMap(([promise, broken]) =>
      broken(objects).map((fault) => `${fault} (${promise})`),
    );
    const missing = faults.flatMap((fault) => /Secret (\S+) is not there/.exec(fault)?.[1] ?? []);
    expect([...new Set(missing)].sort()).toEqual(expected?.given);
    expect(faults.filter((fault) => !/Secret \S+ is not there/.test(fault))).toEqual([]);
  });

  test("has every wire that it needs, and each is answered and let through on both sides", () => {
    const wires = wiresOf(objects);
    const told = wires.map(({ from, service, port }) => `${from} dials ${service}:${port}`);
    expect(told.map((wire) => wire.replace(/-[0-9a-f]{8} /, " ")).sort()).toEqual(expected?.wires);
    expect(wires.flatMap((wire) => faultsOf(wire, objects))).toEqual([]);
  });

  test("sends everything to the cluster that the configuration names, and nothing elsewhere", () => {
    const cluster = objects.filter(({ type }) => type.startsWith("kubernetes:"));
    const others = cluster.filter(({ provider }) => !/kubernetes::kube-tracing::/.test(provider));
    expect(others.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });
});
