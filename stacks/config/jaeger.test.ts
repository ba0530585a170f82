import { describe, expect, test } from "vitest";
import { contradictions } from "./contradictions";
import { jaeger } from "./jaeger";

const ES = { kind: "elasticsearch", server: { kind: "shared" } };
const NATIVE = {
  storage: { kind: "elasticsearch", server: { kind: "native", volume: { size: "5Gi" } } },
};
const MEMORY = { kind: "memory" };
const KAFKA = { brokers: ["kafka.example.com:9092"] };
const INGRESS = {
  kind: "ingress",
  host: "jaeger.example.com",
  className: "nginx",
  tlsSecret: "jaeger-tls",
};
const NAMESPACES = [{ kind: "namespaces", labels: { name: "ingress-nginx" } }];

const said = (jaeger: object, skywalking: object = NATIVE) =>
  contradictions({ namespace: { name: "tracing" }, skywalking, jaeger }).map(
    ({ path, text }) => `${path} ${text}`,
  );

test("a storage is enough", () => {
  expect(jaeger.parse({ storage: MEMORY })).toEqual({ storage: MEMORY });
});

test("addresses are taken apart", () => {
  const servers = ["a:9042", "b:9042"];
  const parsed = jaeger.parse({ storage: { kind: "cassandra", servers }, kafka: KAFKA });
  expect(parsed.storage).toEqual({
    kind: "cassandra",
    servers: [
      { host: "a", port: 9042 },
      { host: "b", port: 9042 },
    ],
  });
  expect(parsed.kafka?.brokers).toEqual([{ host: "kafka.example.com", port: 9092 }]);
});

test.each<[string, object]>([
  ["an unknown version", { version: "2.19.0", storage: MEMORY }],
  ["a storage of two kinds", { storage: { ...MEMORY, volume: { size: "1Gi" } } }],
  [
    "a probability above 1",
    { storage: MEMORY, collector: { sampling: { kind: "file", probability: 2 } } },
  ],
  ["a login without mail domains", { storage: MEMORY, query: { login: { emailDomains: [] } } }],
])("%s does not fit", (_, given) => {
  expect(jaeger.safeParse(given).success).toBe(false);
});

describe("what is impossible together", () => {
  test.each<[string, object]>([
    ["one Elasticsearch for both", { storage: ES }],
    [
      "one collector with memory",
      { storage: MEMORY, collector: { scale: { kind: "fixed", replicas: 1 } } },
    ],
    [
      "several with Elasticsearch",
      { storage: ES, collector: { scale: { kind: "auto", min: 2, max: 3 } } },
    ],
    ["a buffer, and who reads it", { storage: ES, kafka: KAFKA, ingester: {} }],
    [
      "adaptive sampling in Elasticsearch",
      { storage: ES, collector: { sampling: { kind: "adaptive" } } },
    ],
    [
      "a login at an Ingress with TLS",
      { storage: ES, query: { login: {}, exposure: INGRESS, callers: NAMESPACES } },
    ],
    ["figures of Elasticsearch", { storage: ES, query: { monitor: { kind: "store" } } }],
    ["large traces in 2.20", { storage: ES, query: { maxTraceSpans: 5 } }],
  ])("is not %s", (_, given) => {
    expect(said(given)).toEqual([]);
  });

  test("is an Elasticsearch that SkyWalking does not run", () => {
    const external = { storage: { kind: "elasticsearch", server: { kind: "external" } } };
    expect(said({ storage: ES }, external)).toEqual([
      'platform.jaeger.storage.server.kind is "shared"; give external, native or eck: SkyWalking runs no Elasticsearch that could be shared',
    ]);
    expect(said({ storage: ES }, { storage: { kind: "banyandb" } })).toHaveLength(1);
  });

  test.each<[version: string, isRight: boolean]>([
    ["7.16.3", false],
    ["7.17.29", true],
    ["8.18.8", false],
    ["8.19.21", true],
  ])("is Jaeger in an Elasticsearch %s, or not", (version, isRight) => {
    const server = { ...NATIVE.storage.server, version };
    const told = said({ storage: ES }, { storage: { ...NATIVE.storage, server } });
    const message = `platform.skywalking.storage.server.version is "${version}"; give 8.19.21, or 7.17: Jaeger shares it`;
    expect(told).toEqual(isRight ? [] : [message]);
  });

  test.each<[string, object, string]>([
    [
      "several collectors with memory",
      { storage: MEMORY, collector: { scale: { kind: "fixed", replicas: 2 } } },
      "platform.jaeger.collector.scale.replicas is 2; give 1: memory is inside of one collector, and each would have traces of its own",
    ],
    [
      "collectors that scale with Badger",
      {
        storage: { kind: "badger", volume: { size: "1Gi" } },
        collector: { scale: { kind: "auto", min: 1, max: 2 } },
      },
      'platform.jaeger.collector.scale.kind is "auto"; give fixed, with replicas 1: badger is inside of one collector, and each would have traces of its own',
    ],
    [
      "a buffer before memory",
      { storage: MEMORY, kafka: KAFKA },
      "platform.jaeger.kafka is a map; give nothing beside storage memory, which is inside of the collector",
    ],
    [
      "an ingester without a buffer",
      { storage: ES, ingester: {} },
      "platform.jaeger.ingester is a map; give nothing, or jaeger.kafka, from which it takes spans",
    ],
    [
      "learning where nothing is kept",
      {
        storage: { kind: "grpc", address: "s:1" },
        collector: { sampling: { kind: "adaptive" } },
      },
      'platform.jaeger.collector.sampling.kind is "adaptive"; give file: storage grpc keeps nothing that is learned',
    ],
    [
      "learning with a buffer",
      { storage: ES, kafka: KAFKA, collector: { sampling: { kind: "adaptive" } } },
      'platform.jaeger.collector.sampling.kind is "adaptive"; give file: collectors learn in a storage, and with kafka they have none',
    ],
    [
      "a page that nobody may open",
      { storage: ES, query: { exposure: INGRESS } },
      "platform.jaeger.query.callers is missing; give the namespace of its controller, such as [{ kind: namespaces, labels: { … } }]",
    ],
    [
      "a login without an address",
      { storage: ES, query: { login: {} } },
      "platform.jaeger.query.exposure is missing; give an ingress with tlsSecret or a gateway of https, because login leads back to it",
    ],
    [
      "figures that are not counted",
      { storage: MEMORY, query: { monitor: { kind: "store" } } },
      'platform.jaeger.query.monitor.kind is "store"; give prometheus: nothing is counted in storage memory',
    ],
    [
      "large traces in 2.13",
      { version: "2.13.0", storage: ES, query: { maxTraceSpans: 5 } },
      "platform.jaeger.query.maxTraceSpans is 5; give nothing for Jaeger 2.13.0, or version 2.20.0",
    ],
    [
      "an autoscaler without room",
      { storage: ES, query: { scale: { kind: "auto", min: 2, max: 2 } } },
      "platform.jaeger.query.scale.max is 2; give a number above min, which is 2",
    ],
  ])("is %s", (_, given, message) => {
    expect(said(given)).toEqual([message]);
  });

  test("is a node port that SkyWalking has", () => {
    const exposure = { kind: "nodePort", nodePort: 31180 };
    const callers = [{ kind: "cidrs", cidrs: ["10.0.0.0/8"] }];
    const skywalking = { ...NATIVE, ui: { exposure, callers } };
    expect(said({ storage: ES, query: { exposure, callers } }, skywalking)).toEqual([
      "platform.jaeger.query.exposure.nodePort is 31180; give another port; platform.skywalking.ui.exposure.nodePort has this one",
    ]);
  });
});
