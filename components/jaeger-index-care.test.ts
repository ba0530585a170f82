import { describe, expect, test } from "vitest";
import { JaegerIndexCare, type JaegerIndexCareArgs } from "./jaeger-index-care";
import { type Endpoint, endpointAt } from "./kit/endpoint";
import type { JaegerElasticsearch } from "./kit/jaeger-store";
import { only, render, valueOf } from "./kit/testing";

const JOB = "kubernetes:batch/v1:Job";
const CRON_JOB = "kubernetes:batch/v1:CronJob";
const URL = "https://es.example.com:9200";

const storeAt = (endpoint: Endpoint): JaegerElasticsearch => ({
  kind: "elasticsearch",
  indexPrefix: "apm",
  connection: {
    endpoint,
    credentials: {
      username: { name: "external-login", key: "username" },
      password: { name: "external-login", key: "password" },
    },
    ca: { kind: "secret", name: "external-ca", key: "ca.crt" },
  },
});
const STORE = storeAt(endpointAt("es.example.com", 9200, "https"));
const ARGS: JaegerIndexCareArgs = { namespace: "tracing", version: "2.20.0", store: STORE };

const make = (args: Partial<JaegerIndexCareArgs> = {}, store: Partial<JaegerElasticsearch> = {}) =>
  render(() => new JaegerIndexCare("care", { ...ARGS, store: { ...STORE, ...store }, ...args }));

const ROLLOVER = { rotation: { kind: "rollover" } } as const;
const ILM = { rotation: { kind: "ilm" } } as const;

const SHARED_ENV = [
  { name: "ES_USERNAME", valueFrom: { secretKeyRef: { name: "external-login", key: "username" } } },
  { name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "external-login", key: "password" } } },
  { name: "ES_TLS_ENABLED", value: "true" },
  { name: "ES_TLS_CA", value: "/store-ca/ca.crt" },
  { name: "INDEX_PREFIX", value: "apm" },
];

/** What the containers of a pod run, without what all share. */
const told = ({ containers, initContainers = [] }: any) =>
  [...initContainers, ...containers].map(({ name, image, args, env }: any) => [
    `${name}: ${image.replace("docker.io/jaegertracing/", "")} ${args.join(" ")}`,
    Object.fromEntries(
      env
        .filter(({ valueFrom, name }: any) => !valueFrom && !name.startsWith("ES_TLS"))
        .map(({ name, value }: any) => [name, value]),
    ),
  ]);
const jobsIn = (rendered: any[]) =>
  Object.fromEntries(
    rendered
      .filter(({ type }) => type === CRON_JOB)
      .map(({ name, inputs: { spec } }) => [
        name,
        [spec.schedule, ...told(spec.jobTemplate.spec.template.spec)],
      ]),
  );

test("daily indices: one CronJob, which runs one cleaner at a time, and gives up", async () => {
  const rendered = await make();
  expect(rendered.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "kubernetes:batch/v1:CronJob care-cleaner",
    "kubernetes:core/v1:ServiceAccount care-cleaner",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy care",
  ]);
  const { spec } = only(rendered, CRON_JOB).inputs;
  const { jobTemplate, ...cron } = spec;
  expect(cron).toEqual({
    schedule: "55 23 * * *",
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 1800,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
  });
  const { template, ...job } = jobTemplate.spec;
  expect(job).toEqual({ backoffLimit: 3, activeDeadlineSeconds: 900 });
  expect(template.spec).toEqual({
    serviceAccountName: "care-cleaner",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "traces",
        image: "docker.io/jaegertracing/jaeger-es-index-cleaner:2.20.0",
        imagePullPolicy: "IfNotPresent",
        args: ["7", URL],
        env: SHARED_ENV,
        resources: {
          requests: { cpu: "20m", memory: "32Mi" },
          limits: { cpu: "200m", memory: "128Mi" },
        },
        securityContext: {
          privileged: false,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "store-ca", mountPath: "/store-ca", readOnly: true }],
      },
    ],
    volumes: [
      {
        name: "store-ca",
        secret: { secretName: "external-ca", items: [{ key: "ca.crt", path: "ca.crt" }] },
      },
    ],
  });
});

test("a store over http, without user, CA and prefix, is asked without them", async () => {
  const connection = { endpoint: endpointAt("es", 9200, "http") };
  const rendered = await make({ store: { kind: "elasticsearch", connection } });
  const { spec } = only(rendered, CRON_JOB).inputs.spec.jobTemplate.spec.template;
  expect(spec.containers[0].env).toEqual([]);
  expect(spec.volumes).toEqual([]);
});

test("an archive is cleaned up by its own prefix and its own days", async () => {
  const jobs = jobsIn(await make({}, { archive: { lookbackDays: 30 } }));
  const cleaner = "jaeger-es-index-cleaner:2.20.0";
  expect(jobs["care-cleaner"]).toEqual([
    "55 23 * * *",
    [`traces: ${cleaner} 7 ${URL}`, { INDEX_PREFIX: "apm" }],
    [`archive: ${cleaner} 30 ${URL}`, { INDEX_PREFIX: "apm-archive" }],
  ]);
});

describe("rollover", () => {
  test("aliases are made once, moved on every hour, and cleaned up every day", async () => {
    const rendered = await make(
      { foundDays: 5, rollover: { maxAgeDays: 2, maxDocuments: 1000 }, adaptiveSampling: true },
      { ...ROLLOVER, spanShards: 2, replicas: 0 },
    );
    const tool = "jaeger-es-rollover:2.20.0";
    const own = { INDEX_PREFIX: "apm", ADAPTIVE_SAMPLING: "true" };
    expect(told(only(rendered, JOB).inputs.spec.template.spec)).toEqual([
      [`traces: ${tool} init ${URL}`, { ...own, SHARDS: "2", REPLICAS: "0" }],
    ]);
    expect(jobsIn(rendered)).toEqual({
      "care-rollover": [
        "0 * * * *",
        [
          `traces: ${tool} rollover ${URL}`,
          { ...own, CONDITIONS: '{"max_age":"2d","max_size":"50gb","max_docs":1000}' },
        ],
      ],
      // An index may be written to for two days before its spans begin to count theirs.
      "care-lookback": [
        "55 23 * * *",
        [`traces: ${tool} lookback ${URL}`, { ...own, UNIT: "days", UNIT_COUNT: "7" }],
      ],
      "care-cleaner": [
        "55 23 * * *",
        [
          `traces: jaeger-es-index-cleaner:2.20.0 9 ${URL}`,
          { INDEX_PREFIX: "apm", ROLLOVER: "true" },
        ],
      ],
    });
  });

  test("the archive has aliases of its own, but no graph of services", async () => {
    const { spec } = only(await make({}, { ...ROLLOVER, archive: {} }), JOB).inputs;
    expect(told(spec.template.spec)[1]).toEqual([
      `archive: jaeger-es-rollover:2.20.0 init ${URL}`,
      { INDEX_PREFIX: "apm-archive", SKIP_DEPENDENCIES: "true", SHARDS: "3", REPLICAS: "1" },
    ]);
  });
});

describe("a lifecycle policy", () => {
  test("is written, then aliases are made that it moves on, and no CronJob is left", async () => {
    const rendered = await make({ rollover: { maxGibibytes: 20 } }, ILM);
    expect(jobsIn(rendered)).toEqual({});
    const { spec } = only(rendered, JOB).inputs.spec.template;
    const [policy] = spec.initContainers;
    expect(policy.image).toBe("docker.io/curlimages/curl:8.20.0");
    expect(policy.args).toEqual([`${URL}/_ilm/policy/jaeger-ilm-policy`]);
    expect(policy.env.slice(2)).toEqual([
      { name: "CURL_CA_BUNDLE", value: "/store-ca/ca.crt" },
      {
        name: "POLICY",
        value:
          '{"policy":{"phases":{"hot":{"min_age":"0ms","actions":{"rollover":' +
          '{"max_age":"1d","max_size":"20gb"}}},"delete":{"min_age":"7d","actions":{"delete":{}}}}}}',
      },
    ]);
    expect(told({ containers: spec.containers })).toEqual([
      [
        `traces: jaeger-es-rollover:2.20.0 init ${URL}`,
        {
          INDEX_PREFIX: "apm",
          SHARDS: "3",
          REPLICAS: "1",
          ES_USE_ILM: "true",
          ES_ILM_POLICY_NAME: "jaeger-ilm-policy",
        },
      ],
    ]);
  });

  test("of the archive keeps it for its own days", async () => {
    const rendered = await make(
      {},
      { rotation: { kind: "ilm", policy: "ours" }, archive: { lookbackDays: 90 } },
    );
    const { initContainers, containers } = only(rendered, JOB).inputs.spec.template.spec;
    expect(initContainers.map(({ args }: any) => args)).toEqual([
      [`${URL}/_ilm/policy/ours`],
      [`${URL}/_ilm/policy/ours-archive`],
    ]);
    expect(initContainers[1].env.at(-1).value).toContain('"delete":{"min_age":"90d"');
    expect(containers[1].env.at(-1)).toEqual({ name: "ES_ILM_POLICY_NAME", value: "ours-archive" });
  });
});

test("the job that makes the schema has a name of its own for each thing that it does", async () => {
  const nameWith = async (...how: Parameters<typeof make>) =>
    only(await make(...how), JOB).inputs.metadata.name;
  const name = await nameWith({}, ROLLOVER);
  expect(name).toMatch(/^care-init-[0-9a-f]{8}$/);
  expect(await nameWith({}, ROLLOVER)).toBe(name);
  expect(await nameWith({ version: "2.13.0" }, ROLLOVER)).not.toBe(name);
  expect(await nameWith({}, { ...ROLLOVER, replicas: 2 })).not.toBe(name);
});

test("it tells which jobs succeed every day, and when the schema is made", async () => {
  let care: JaegerIndexCare | undefined;
  const outputs = async (store: Partial<JaegerElasticsearch>) => {
    let schema: string | undefined;
    await render(async () => {
      care = new JaegerIndexCare("care", { ...ARGS, store: { ...STORE, ...store } });
      schema = care.schema && (await valueOf(care.schema)).replace(/[0-9a-f]{8}$/, "…");
    });
    return [schema, care?.cronJobs];
  };
  expect(await outputs({})).toEqual([undefined, ["care-cleaner"]]);
  expect(await outputs(ROLLOVER)).toEqual([
    "care-init-…",
    ["care-rollover", "care-lookback", "care-cleaner"],
  ]);
  expect(await outputs(ILM)).toEqual(["care-init-…", []]);
});

test("pods may ask for names and call the store, and carry the label that lets them in", async () => {
  const endpoint = {
    ...STORE.connection.endpoint,
    admits: { "kube-tracing.io/client-of-es": "true" },
  };
  const rendered = await make({ store: storeAt(endpoint) });
  const { spec } = only(rendered, "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
  expect(spec.ingress).toEqual([]);
  expect(spec.egress.map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([
    [53, 53],
    [9200],
  ]);
  const { template } = only(rendered, CRON_JOB).inputs.spec.jobTemplate.spec;
  expect(template.metadata.labels["kube-tracing.io/client-of-es"]).toBe("true");
});

test("the schema is made once every node of the store lets its user in", async () => {
  const gate = { initContainers: [{ name: "login" }], volumes: [{ name: "login" }] };
  const connection = { ...STORE.connection, gate };
  const rendered = await make({}, { ...ILM, connection });
  const { initContainers, volumes } = only(rendered, JOB).inputs.spec.template.spec;
  expect(initContainers.map(({ name }: any) => name)).toEqual(["login", "traces-policy"]);
  expect(volumes.map(({ name }: any) => name)).toEqual(["login", "store-ca"]);
});

describe("what cannot work is refused", () => {
  test.each<[string, Partial<JaegerIndexCareArgs>, Partial<JaegerElasticsearch>]>([
    ['version is "1.49.0"; give 1.62.0 or later.', { version: "1.49.0" }, {}],
    ['curlVersion is "8"; give a version such as 8.20.0.', { curlVersion: "8" }, {}],
    [
      'store.connection.endpoint is "one that speaks tcp"; give one that speaks http or https.',
      {},
      { connection: { endpoint: endpointAt("es", 9200, "tcp") } },
    ],
    [
      'store.rotation is "ilm of opensearch"; give rollover: jaeger-es-rollover asks for policies of ' +
        "Elasticsearch, which OpenSearch has not.",
      {},
      { kind: "opensearch", ...ILM },
    ],
    ["keptDays is 0; give a whole number of days, 1 or more.", { keptDays: 0 }, {}],
    ["foundDays is 9; give a whole number of days, 1 to 7.", { foundDays: 9 }, ROLLOVER],
    [
      "foundDays is 3; give nothing where store.rotation is ilm: an index is found as long as it is kept.",
      { foundDays: 3 },
      ILM,
    ],
    [
      'rollover is {"maxAgeDays":2}; ' +
        "give nothing where store.rotation is periodic: the date begins the next index.",
      { rollover: { maxAgeDays: 2 } },
      {},
    ],
    [
      "rollover.maxAgeDays is 0.5; give a whole number of days, 1 or more.",
      { rollover: { maxAgeDays: 0.5 } },
      ROLLOVER,
    ],
    [
      "rollover.maxGibibytes is 0; give a whole number of GiB, 1 or more.",
      { rollover: { maxGibibytes: 0 } },
      ROLLOVER,
    ],
    [
      "rollover.maxDocuments is NaN; give a whole number, 1 or more.",
      { rollover: { maxDocuments: NaN } },
      ILM,
    ],
    [
      'schedule is "@hourly"; give minute, hour, and * * *: once a day, such as 55 23 * * *.',
      { schedule: "@hourly" },
      {},
    ],
  ])("%s", async (problem, args, store) => {
    const message = `JaegerIndexCare "care": ${problem}`;
    await expect(make(args, store)).rejects.toMatchObject({ message });
  });
});
