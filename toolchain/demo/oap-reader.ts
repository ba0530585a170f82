/** Reads back what OAP has: services, topology and traces by GraphQL, Zipkin traces by its REST. */

import { z } from "zod";
import { ask } from "../verify/ask";

const Spans = z.object({
  trace: z.object({
    spans: z.array(
      z.object({
        segmentId: z.string(),
        spanId: z.number(),
        serviceCode: z.string(),
        endpointName: z.string().nullable(),
        type: z.string(),
        peer: z.string().nullable(),
        isError: z.boolean().nullable(),
      }),
    ),
  }),
});
export type Span = z.infer<typeof Spans>["trace"]["spans"][number];

const Topology = z.object({
  topology: z.object({
    nodes: z.array(z.object({ id: z.string(), name: z.string(), isReal: z.boolean() })),
    calls: z.array(z.object({ source: z.string(), target: z.string() })),
  }),
});

const Traces = z.object({
  data: z.object({
    traces: z.array(
      z.object({ endpointNames: z.array(z.string()), traceIds: z.array(z.string()) }),
    ),
  }),
});
export type Trace = z.infer<typeof Traces>["data"]["traces"][number];

const Services = z.object({ services: z.array(z.object({ id: z.string(), name: z.string() })) });
const Metric = z.object({
  result: z.object({
    error: z.string().nullable(),
    results: z.array(z.object({ values: z.array(z.object({ value: z.string().nullable() })) })),
  }),
});
const ZipkinTraces = z.array(
  z.array(z.object({ name: z.string().optional(), kind: z.string().optional() })),
);

const GraphQl = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export interface OapPorts {
  /** Where 12800 answers. */
  rest: number;
  /** Where 9412 answers. */
  zipkin: number;
}

export class OapReader {
  /** @param since what began before is left out of traces; metrics and calls have whole minutes. @default half an hour ago */
  constructor(
    private readonly ports: OapPorts,
    private readonly since = Date.now() - 30 * 60_000,
  ) {}

  /** Names of all services of a layer; that of SkyWalking's own format is `GENERAL`. */
  async services(layer = "GENERAL"): Promise<string[]> {
    const { services } = await this.query(
      Services,
      "query ($layer: String!) { services: listServices(layer: $layer) { id name } }",
      { layer },
    );
    return services.map(({ name }) => name).sort();
  }

  /** Names of the instances of a service that have told something since the start. */
  async instances(service: string): Promise<string[]> {
    const { services } = await this.query(
      Services,
      "query ($id: ID!, $d: Duration!) { services: listInstances(serviceId: $id, duration: $d) { id name } }",
      { id: idOf(service), d: this.duration() },
    );
    return services.map(({ name }) => name).sort();
  }

  /** Who calls whom, such as `frontend > orders`. */
  async calls(): Promise<string[]> {
    const { topology } = await this.query(
      Topology,
      "query ($d: Duration!) { topology: getGlobalTopology(duration: $d) { nodes { id name isReal } calls { source target } } }",
      { d: this.duration() },
    );
    const names = new Map(topology.nodes.map(({ id, name }) => [id, name]));
    return topology.calls
      .map(
        ({ source, target }) => `${names.get(source) ?? source} > ${names.get(target) ?? target}`,
      )
      .sort();
  }

  /** The newest traces that a service took part in. */
  async traces(service: string, most = 1000): Promise<Trace[]> {
    const condition = {
      serviceId: idOf(service),
      queryDuration: this.duration("SECOND"),
      traceState: "ALL",
      queryOrder: "BY_START_TIME",
      paging: { pageNum: 1, pageSize: most },
    };
    const { data } = await this.query(
      Traces,
      "query ($c: TraceQueryCondition) { data: queryBasicTraces(condition: $c) { traces { endpointNames traceIds } } }",
      { c: condition },
    );
    return data.traces;
  }

  async spans(traceId: string): Promise<Span[]> {
    const { trace } = await this.query(
      Spans,
      "query ($id: ID!) { trace: queryTrace(traceId: $id) { spans { segmentId spanId serviceCode endpointName type peer isError } } }",
      { id: traceId },
    );
    return trace.spans;
  }

  /** Calls that the metrics of a service have counted: the sum over its minutes. */
  async counted(service: string): Promise<number> {
    const values = await this.minutes("service_cpm", service);
    return values.reduce((sum, value) => sum + value, 0);
  }

  /** What a metric of a service, or of one of its instances, was in each minute. */
  async minutes(metric: string, service: string, instance?: string): Promise<number[]> {
    const { result } = await this.query(
      Metric,
      "query ($m: String!, $e: Entity!, $d: Duration!) { result: execExpression(expression: $m, entity: $e, duration: $d) { error results { values { value } } } }",
      {
        m: metric,
        e: { serviceName: service, serviceInstanceName: instance, normal: true },
        d: this.duration(),
      },
    );
    if (result.error !== null) throw new Error(`${metric} of ${service}: ${result.error}`);
    return result.results.flatMap((one) => one.values.map(({ value }) => Number(value ?? 0)));
  }

  /** Names of the spans of each Zipkin trace of a service. */
  async zipkinTraces(service: string, most = 1000): Promise<string[][]> {
    const lookback = Date.now() - this.since;
    const query = `serviceName=${service}&limit=${most}&endTs=${Date.now()}&lookback=${lookback}`;
    const path = `/zipkin/api/v2/traces?${query}`;
    const traces = parsed(
      ZipkinTraces,
      answered("Zipkin", await ask({ port: this.ports.zipkin, path })),
    );
    return traces.map((spans) =>
      spans.map(({ name = "", kind = "INTERNAL" }) => `${kind} ${name}`).sort(),
    );
  }

  /** @throws Error with what OAP says */
  private async query<T>(data: z.ZodType<T>, query: string, variables: object = {}): Promise<T> {
    const body = JSON.stringify({ query, variables });
    const answer = await ask({ port: this.ports.rest, path: "/graphql", body });
    const { errors = [], ...rest } = parsed(GraphQl, answered("GraphQL", answer));
    // Beside errors the data is half of it at best.
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("; "));
    return parsed(data, rest.data);
  }

  /** From the start to a minute from now, as OAP wants it; its clock may be a little ahead. */
  private duration(step: "MINUTE" | "SECOND" = "MINUTE") {
    const at = (ms: number) => {
      const text = new Date(ms).toISOString().replace("T", " ").replaceAll(":", "");
      return text.slice(
        0,
        step === "MINUTE" ? "2026-11-21 1200".length : "2026-11-21 120000".length,
      );
    };
    return { start: at(this.since), end: at(Date.now() + 60_000), step };
  }
}

/** @throws Error with what came instead of JSON */
function answered(api: string, { status, text }: Awaited<ReturnType<typeof ask>>): unknown {
  if (status !== 200) throw new Error(`${api} is answered with ${status}: ${text}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${api} is not answered with JSON: "${text}"`, { cause: error });
  }
}

/** @throws Error with every place that is not as it should be */
function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const { data, error } = shape.safeParse(value);
  if (error === undefined) return data;
  const places = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`OAP answers half: ${places.join("; ")}`);
}

/** Id of a service that reports itself. @see https://skywalking.apache.org/docs/main/v10.1.0/en/api/query-protocol/ */
const idOf = (service: string) => `${Buffer.from(service).toString("base64")}.1`;
