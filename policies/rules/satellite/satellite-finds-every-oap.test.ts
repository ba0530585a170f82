import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapWith } from "../skywalking/examples";
import { satelliteWith } from "./examples";
import { satelliteFindsEveryOap } from "./satellite-finds-every-oap";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(satelliteFindsEveryOap, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(satelliteFindsEveryOap, satelliteFindsEveryOap.bad)).toEqual([
    "Deployment satellite: container satellite: SATELLITE_GRPC_CLIENT_FINDER is static, and there are several OAP; give kubernetes",
  ]);
  expect(findingsIn(satelliteFindsEveryOap, satelliteFindsEveryOap.good)).toEqual([]);
});

test.each([
  ["an NGINX", "docker.io/nginxinc/nginx-unprivileged:1.30.6", 0],
  ["something else", "registry.example.com/front:1.0.0", 1],
])("takes %s between them for what it is", (_, image, count) => {
  const labels = { app: "front" };
  const metadata = { name: "front", namespace: "tracing" };
  const spec = { containers: [{ name: "front", image, ports: [{ containerPort: 11800 }] }] };
  const objects = [
    oapWith({}, { replicas: 2, container: { ports: [{ containerPort: 11800 }] } }),
    satelliteWith({ SATELLITE_GRPC_CLIENT: "front.tracing.svc:11800" }),
    { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
  ];
  expect(findingsIn(satelliteFindsEveryOap, objects)).toHaveLength(count);
});
