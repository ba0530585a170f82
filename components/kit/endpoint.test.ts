import * as k8s from "@pulumi/kubernetes";
import { expect, test } from "vitest";
import { admissions, clientLabel, endpointAt, endpointOf, urlOf } from "./endpoint";
import { labelsFor } from "./labels";
import { render, valueOf } from "./testing";

const { selector } = labelsFor("skywalking-oap", "oap", "10.4.0");

test("an endpoint of a Service is where the Service is, and knows the pods behind it", async () => {
  await render(async () => {
    const metadata = { name: "oap-grpc", namespace: "tracing" };
    const service = new k8s.core.v1.Service("grpc", { metadata });
    const endpoint = endpointOf(service, { port: 11800, speaks: "grpc", selector });
    expect(await valueOf(endpoint.host)).toBe("oap-grpc.tracing.svc");
    expect(await valueOf(endpoint.address)).toBe("oap-grpc.tracing.svc:11800");
    expect([endpoint.port, endpoint.speaks]).toEqual([11800, "grpc"]);
    expect(endpoint.admits).toEqual({ "kube-tracing.io/client-of-oap": "true" });
    expect(endpoint.pods?.selector).toEqual(selector);
    expect(endpoint.pods?.port).toBe(11800);
    expect(await valueOf(endpoint.pods!.namespace)).toBe("tracing");
  });
});

test("clients dial the port of the Service, policies name the port of the pods", async () => {
  await render(() => {
    const service = new k8s.core.v1.Service("oap", {});
    const served = { port: 10800, targetPort: 11800, speaks: "grpc", selector } as const;
    const endpoint = endpointOf(service, served);
    expect([endpoint.port, endpoint.pods?.port]).toEqual([10800, 11800]);
  });
});

test("an endpoint outside is what one is told; nobody needs a label to reach it", async () => {
  const endpoint = endpointAt("es.example.com", 9200, "https");
  expect(await valueOf(endpoint.host)).toBe("es.example.com");
  expect(await valueOf(endpoint.address)).toBe("es.example.com:9200");
  expect(endpoint).toMatchObject({ port: 9200, speaks: "https", admits: {} });
  expect(endpoint).not.toHaveProperty("pods");
});

test.each([
  ["http", "http://a:1"],
  ["https", "https://a:1"],
  ["grpc", "http://a:1"],
  ["grpcs", "https://a:1"],
] as const)("what speaks %s has the address %s", async (speaks, url) => {
  expect(await valueOf(urlOf(endpointAt("a", 1, speaks)))).toBe(url);
});

test("the label of a client names the workload that admits it", () => {
  expect(clientLabel(selector)).toEqual({ "kube-tracing.io/client-of-oap": "true" });
});

test("a client carries the labels of every place that it calls", () => {
  const outside = endpointAt("es.example.com", 9200, "https");
  const [oap, satellite] = ["oap", "satellite"].map((name) => ({
    ...outside,
    admits: clientLabel(labelsFor("any", name, "1.0.0").selector),
  }));
  expect(admissions([outside, oap!, satellite!])).toEqual({
    "kube-tracing.io/client-of-oap": "true",
    "kube-tracing.io/client-of-satellite": "true",
  });
});

test("types refuse a selector that does not tell the workload from others", () => {
  // @ts-expect-error the instance is missing
  expect(clientLabel({ app: "oap" })).toEqual({ "kube-tracing.io/client-of-undefined": "true" });
});
