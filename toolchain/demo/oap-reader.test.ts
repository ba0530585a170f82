import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OapReader } from "./oap-reader";

/** What was asked last, and what is answered to everything. */
let asked: { path: string; query: string; variables: unknown };
let answer: { status: number; text: string };

const server = createServer((request, response) => {
  void textOf(request).then((text) => {
    const { query, variables } = text === "" ? { query: "", variables: {} } : JSON.parse(text);
    asked = { path: request.url ?? "", query, variables };
    response.writeHead(answer.status).end(answer.text);
  });
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done())));
afterAll(() => new Promise((done) => server.close(done)));

let reader: OapReader;
beforeEach(() => {
  const { port } = server.address() as AddressInfo;
  reader = new OapReader({ rest: port, zipkin: port }, Date.parse("2026-11-21T10:00:30Z"));
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

const says = (data: unknown) => (answer = { status: 200, text: JSON.stringify({ data }) });

describe("services", () => {
  test("are told by name, in the order of the alphabet", async () => {
    says({
      services: [
        { id: "b3JkZXJz.1", name: "orders" },
        { id: "ZnJvbnRlbmQ=.1", name: "frontend" },
      ],
    });
    expect(await reader.services()).toEqual(["frontend", "orders"]);
    expect(asked.path).toBe("/graphql");
    expect(asked.variables).toEqual({ layer: "GENERAL" });
  });

  test("of another layer have instances, those of the time that is asked for", async () => {
    says({ services: [{ id: "1", name: "oap-server" }] });
    expect(await reader.services("SO11Y_OAP")).toEqual(["oap-server"]);
    expect(asked.variables).toEqual({ layer: "SO11Y_OAP" });
    says({
      services: [
        { id: "2", name: "oap-b" },
        { id: "1", name: "oap-a" },
      ],
    });
    expect(await reader.instances("oap-server")).toEqual(["oap-a", "oap-b"]);
    expect(asked.variables).toMatchObject({
      id: "b2FwLXNlcnZlcg==.1",
      d: { start: "2026-11-21 1000", step: "MINUTE" },
    });
  });

  test("may be none yet", async () => {
    says({ services: [] });
    expect(await reader.services()).toEqual([]);
  });
});

describe("calls", () => {
  const nodes = [
    { id: "1", name: "User", isReal: false },
    { id: "2", name: "frontend", isReal: true },
  ];

  test("have the names of both sides, or the id where OAP knows no name yet", async () => {
    says({
      topology: {
        nodes,
        calls: [
          { source: "2", target: "3" },
          { source: "1", target: "2" },
        ],
      },
    });
    expect(await reader.calls()).toEqual(["User > frontend", "frontend > 3"]);
    expect(asked.variables).toMatchObject({ d: { start: "2026-11-21 1000", step: "MINUTE" } });
  });

  test("may be none yet", async () => {
    says({ topology: { nodes: [], calls: [] } });
    expect(await reader.calls()).toEqual([]);
  });
});

describe("traces", () => {
  test("are those of a service since the reader was made for, by its id", async () => {
    const traces = [{ endpointNames: ["/checkout"], traceIds: ["a", "b"] }];
    says({ data: { traces } });
    expect(await reader.traces("frontend", 7)).toEqual(traces);
    expect(asked.variables).toMatchObject({
      c: {
        serviceId: "ZnJvbnRlbmQ=.1",
        queryDuration: { start: "2026-11-21 100030", step: "SECOND" },
        paging: { pageNum: 1, pageSize: 7 },
      },
    });
  });

  test("may be none yet", async () => {
    says({ data: { traces: [] } });
    expect(await reader.traces("frontend")).toEqual([]);
  });

  test("have spans, and what a span lacks is null", async () => {
    const span = {
      ...{ segmentId: "s", spanId: 0, serviceCode: "frontend", type: "Entry" },
      ...{ endpointName: null, peer: null, isError: null },
    };
    says({ trace: { spans: [span] } });
    expect(await reader.spans("a")).toEqual([span]);
    expect(asked.variables).toEqual({ id: "a" });
  });

  test("have no spans where OAP does not know the trace", async () => {
    says({ trace: { spans: [] } });
    expect(await reader.spans("nobody's")).toEqual([]);
  });
});

describe("counted calls", () => {
  const metric = (values: (string | null)[], error: string | null = null) =>
    says({ result: { error, results: [{ values: values.map((value) => ({ value })) }] } });

  test("are the sum over the minutes; a minute without a value counts as none", async () => {
    metric(["3", null, "4"]);
    expect(await reader.counted("frontend")).toBe(7);
    expect(asked.variables).toMatchObject({ e: { serviceName: "frontend", normal: true } });
  });

  test("are told minute by minute, of one instance as well", async () => {
    metric(["3", null]);
    expect(await reader.minutes("jvm", "oap-server", "oap-a")).toEqual([3, 0]);
    expect(asked.variables).toMatchObject({
      m: "jvm",
      e: { serviceName: "oap-server", serviceInstanceName: "oap-a", normal: true },
    });
  });

  test("are none where there is no series", async () => {
    says({ result: { error: null, results: [] } });
    expect(await reader.counted("frontend")).toBe(0);
  });

  test("are not none where OAP could not count", async () => {
    metric([], "Metric: [service_cpm] doesn't exist.");
    await expect(reader.counted("frontend")).rejects.toThrow(
      "service_cpm of frontend: Metric: [service_cpm] doesn't exist.",
    );
  });
});

describe("Zipkin traces", () => {
  const zipkin = (traces: unknown) => (answer = { status: 200, text: JSON.stringify(traces) });

  test("are told span by span, and a span without a kind is an internal one", async () => {
    zipkin([[{ name: "take from shelf" }, { kind: "SERVER", name: "/reserve" }], [{}]]);
    expect(await reader.zipkinTraces("stock", 7)).toEqual([
      ["INTERNAL take from shelf", "SERVER /reserve"],
      ["INTERNAL "],
    ]);
    expect(asked.path).toMatch(
      /^\/zipkin\/api\/v2\/traces\?serviceName=stock&limit=7&endTs=[0-9]{13}&lookback=[0-9]+$/,
    );
  });

  test("may be none yet", async () => {
    zipkin([]);
    expect(await reader.zipkinTraces("stock")).toEqual([]);
  });

  test("that are refused tell status and words", async () => {
    answer = { status: 500, text: "storage is away" };
    await expect(reader.zipkinTraces("stock")).rejects.toThrow(
      "Zipkin is answered with 500: storage is away",
    );
  });

  test("that are no JSON say what came", async () => {
    answer = { status: 200, text: "<html>" };
    await expect(reader.zipkinTraces("stock")).rejects.toThrow(
      'Zipkin is not answered with JSON: "<html>"',
    );
  });
});

describe("GraphQL that fails", () => {
  test.each([
    ["a status", 503, "not ready", "GraphQL is answered with 503: not ready"],
    ["no JSON", 200, "<html>", 'GraphQL is not answered with JSON: "<html>"'],
    [
      "errors beside half of the data",
      200,
      JSON.stringify({
        data: { services: null },
        errors: [{ message: "index_not_found" }, { message: "timed out" }],
      }),
      "index_not_found; timed out",
    ],
    ["nothing", 200, "", 'GraphQL is not answered with JSON: ""'],
  ])("with %s is an error with what OAP says", async (...[, status, text, message]) => {
    answer = { status, text };
    await expect(reader.services()).rejects.toThrow(new Error(message));
  });

  test("half an answer is an error that says what is missing", async () => {
    says({ services: [{ id: "1" }] });
    await expect(reader.services()).rejects.toThrow(
      new Error(
        "OAP answers half: services.0.name: Invalid input: expected string, received undefined",
      ),
    );
  });

  test("no data is an error that says so", async () => {
    answer = { status: 200, text: '{ "data": {} }' };
    await expect(reader.calls()).rejects.toThrow(
      "OAP answers half: topology: Invalid input: expected object, received undefined",
    );
  });

  test("an OAP that is not there is an error with its address", async () => {
    const nobody = new OapReader({ rest: 1, zipkin: 1 });
    await expect(nobody.services()).rejects.toThrow("connect ECONNREFUSED 127.0.0.1:1");
    await expect(nobody.zipkinTraces("stock")).rejects.toThrow("connect ECONNREFUSED 127.0.0.1:1");
  });
});
