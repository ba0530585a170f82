import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { bindingWith, podsWith, roleWith } from "./examples";
import { rightsOfProduct } from "./rights-of-product";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(rightsOfProduct, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(rightsOfProduct, rightsOfProduct.bad)).toEqual([
    "Deployment oap: its account may get, list, watch secrets in tracing, which its settings do not call for",
  ]);
  expect(findingsIn(rightsOfProduct, rightsOfProduct.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      rightsOfProduct,
      broken("Role skywalking-oap", ({ rules }) => rules[0].resources.push("configmaps")),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its account may get, list, watch configmaps in tracing, which its settings do not call for",
  ]);
  expect(
    findingsIn(
      rightsOfProduct,
      broken("Role skywalking-oap", ({ rules }) => rules[0].verbs.pop()),
    ),
  ).toEqual([
    "Deployment skywalking-oap: its account may not watch pods in tracing, which its settings call for",
  ]);
});

test.each<[string, string[], string[]]>([
  ["suffices", ["get", "list"], []],
  [
    "that watches is too much",
    ["get", "list", "watch"],
    ["services", "endpoints", "nodes"].map(
      (one) =>
        `Deployment oap: its account may watch ${one} in the whole cluster, which its settings do not call for`,
    ),
  ],
  [
    "that only gets is too little",
    ["get"],
    ["pods", "services", "endpoints", "nodes"].map(
      (one) =>
        `Deployment oap: its account may not list ${one} in the whole cluster, which its settings call for`,
    ),
  ],
])("a ClusterRole for the analyzer k8s-mesh %s", (_, verbs, found) => {
  const env = [{ name: "SW_ENVOY_METRIC_ALS_HTTP_ANALYSIS", value: "k8s-mesh" }];
  const image = "docker.io/apache/skywalking-oap-server:10.4.0";
  const objects = [
    podsWith({ containers: [{ name: "oap", image, env }] }),
    { ...bindingWith({ kind: "ClusterRole", name: "oap" }), kind: "ClusterRoleBinding" },
    { ...roleWith(["pods", "services", "endpoints", "nodes"], verbs), kind: "ClusterRole" },
  ];
  expect(findingsIn(rightsOfProduct, objects)).toEqual(found);
});
