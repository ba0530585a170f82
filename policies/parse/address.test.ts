import { expect, test } from "vitest";
import { addressesIn, isIp, isLocal, serviceNamed } from "./address";

test.each([
  ["http://skywalking-oap.tracing.svc:12800", ["skywalking-oap.tracing.svc:12800"]],
  ["es-0:9200,es-1:9200", ["es-0:9200", "es-1:9200"]],
  ["dns:///collector.apm.svc.cluster.local:4317", ["collector.apm.svc.cluster.local:4317"]],
  ["curl --fail https://es.tracing.svc:9200/_cluster/health", ["es.tracing.svc:9200"]],
  ["10.0.0.7:31300", ["10.0.0.7:31300"]],
  ["${env:POD_IP}:4317", []],
  ["*.nodes.tracing.svc", []],
  ["a sentence with es:9200 in it", []],
])("%s speaks of %o", (text, addresses) => {
  expect(addressesIn(text).map((address) => address.text)).toEqual(addresses);
});

test("tells whether TLS is spoken", () => {
  expect(addressesIn("https://es.tracing.svc:9200")).toEqual([
    { text: "es.tracing.svc:9200", host: "es.tracing.svc", port: 9200, isSecured: true },
  ]);
});

test.each([
  ["grpcs://oap.tracing.svc:11801", true],
  ["http://oap.tracing.svc:12800", false],
  ["oap.tracing.svc:12800", false],
])("%s is secured: %s", (text, isSecured) => {
  expect(addressesIn(text).map((address) => address.isSecured)).toEqual([isSecured]);
});

test.each([
  ["oap.tracing.svc", { service: "oap", namespace: "tracing" }],
  ["oap.tracing.svc.cluster.local", { service: "oap", namespace: "tracing" }],
  ["es-0.es-nodes.tracing.svc", { service: "es-nodes", namespace: "tracing" }],
  ["oap.tracing", { service: "oap", namespace: "tracing" }],
  ["oap", { service: "oap", namespace: "own" }],
  ["tracing.example.com", undefined],
  ["10.0.0.7", undefined],
  ["localhost", undefined],
])("%s is the Service %o", (host, service) => {
  expect(serviceNamed(host, "own")).toEqual(service);
});

test("knows addresses and the pod itself", () => {
  expect([isIp("10.0.0.7"), isIp("oap.tracing")]).toEqual([true, false]);
  expect([isLocal("127.0.0.1"), isLocal("0.0.0.0"), isLocal("oap")]).toEqual([true, true, false]);
});
