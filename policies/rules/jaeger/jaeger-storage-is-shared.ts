import { pipelinesIn } from "../../read/pipelines";
import { largestScale } from "../../read/scale";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { jaegerWith } from "./examples";

const config = (backend: string) => `
service:
  extensions: [jaeger_storage]
  pipelines: { traces: { receivers: [otlp], exporters: [jaeger_storage_exporter] } }
receivers: { otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" } } } }
exporters: { jaeger_storage_exporter: { trace_storage: main } }
extensions: { jaeger_storage: { backends: { main: { ${backend} } } } }
`;

export const jaegerStorageIsShared = rule({
  name: "jaeger-storage-is-shared",
  family: "jaeger",
  scope: "stack",
  severity: "critical",
  title: "Jaeger keeps traces in memory or Badger only where one pod does all",
  why: "Each pod has its own traces: a query finds some of them, and a restart loses all.",
  remedy: "use Elasticsearch or another storage of its own, or one pod with all roles",
  source: "https://www.jaegertracing.io/docs/2.20/storage/",
  bad: jaegerWith({ replicas: 2, config: config("memory: { max_traces: 10000 }") }),
  good: jaegerWith({
    replicas: 2,
    config: config('elasticsearch: { server_urls: ["https://es:9200"] }'),
  }),
  check: (object, { stack }) => {
    const isMany = () => largestScale(object, stack) > 1;
    const text = (kind: string) =>
      `the traces are in ${kind}, and there may be ${largestScale(object, stack)} pods`;
    const local = ["memory", "badger"];
    return [
      ...each(pipelinesIn(object, stack), ({ title, config }) =>
        Object.values(config?.extensions?.jaeger_storage?.backends ?? {}).flatMap((backend) =>
          Object.keys(backend ?? {})
            .filter((kind) => local.includes(kind) && isMany())
            .map((kind) => `${title}: ${text(kind)}`),
        ),
      ),
      ...each(running(object, "jaegerCollector", "jaegerQuery", "jaegerOne"), ({ title, spec }) => {
        const kind = valueOf(spec, "SPAN_STORAGE_TYPE") ?? "memory";
        const isApart = !/all-in-one/.test(String(spec.image));
        return when(
          local.includes(kind) && (isMany() || isApart),
          `${title}: ${isApart ? `the traces are in ${kind}, which other parts do not see` : text(kind)}`,
        );
      }),
      ...each(running(object, "jaeger"), ({ title, spec }) => {
        const isBare = ![...(spec.args ?? []), ...(spec.command ?? [])].some((word) =>
          String(word).startsWith("--config"),
        );
        return when(isBare && isMany(), `${title}: without --config ${text("memory")}`);
      }),
    ];
  },
});
