import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { elasticsearchTransportIsClosed } from "./elasticsearch-transport-is-closed";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(elasticsearchTransportIsClosed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(elasticsearchTransportIsClosed, elasticsearchTransportIsClosed.bad)).toEqual([
    "StatefulSet elasticsearch: a NetworkPolicy lets others than its own pods in at port 9300",
  ]);
  expect(findingsIn(elasticsearchTransportIsClosed, elasticsearchTransportIsClosed.good)).toEqual(
    [],
  );
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      elasticsearchTransportIsClosed,
      broken(
        "NetworkPolicy skywalking-elasticsearch",
        ({ spec }) => (spec.ingress[0].ports[0].port = 9300),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: a NetworkPolicy lets others than its own pods in at port 9300",
  ]);
  expect(
    findingsIn(
      elasticsearchTransportIsClosed,
      broken(
        "NetworkPolicy skywalking-elasticsearch",
        ({ spec }) => (spec.ingress[0].from = [{ namespaceSelector: {} }]),
      ),
    ),
  ).toEqual([
    "StatefulSet skywalking-elasticsearch: a NetworkPolicy lets more than named pods in at port 9200",
  ]);
  expect(
    findingsIn(
      elasticsearchTransportIsClosed,
      broken("Service skywalking-elasticsearch", ({ spec }) => (spec.type = "NodePort")),
    ),
  ).toEqual([
    "Service skywalking-elasticsearch: it opens port 9200 of StatefulSet skywalking-elasticsearch to the outside",
  ]);
});
