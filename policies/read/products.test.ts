import { expect, test } from "vitest";
import { podWith } from "../examples";
import { objectOf } from "../stack";
import { isSince, type Product, runs, versionOf } from "./products";

test.each([
  ["docker.io/apache/skywalking-oap-server:10.4.0", "oap", true],
  ["registry.example.com:5000/mirror/skywalking-oap-server@sha256:00", "oap", true],
  ["docker.io/apache/skywalking-ui:10.4.0", "oap", false],
  ["docker.io/otel/opentelemetry-collector-k8s:0.159.0", "collector", true],
  ["docker.io/jaegertracing/jaeger:2.20.0", "jaeger", true],
  ["docker.io/jaegertracing/jaeger-agent:1.62.0", "jaeger", false],
  ["docker.io/nginxinc/nginx-unprivileged:1.30.6", "nginx", true],
] as [string, Product, boolean][])("%s runs %s: %s", (image, product, expected) => {
  const object = objectOf(podWith({ containers: [{ name: "one", image }] }));
  expect(runs(object, product)).toBe(expected);
});

test("an init container does not run for as long as its pod, a sidecar does", () => {
  const image = "docker.io/otel/opentelemetry-collector-k8s:0.159.0";
  const within = (more: object) =>
    runs(objectOf(podWith({ initContainers: [{ name: "one", image, ...more }] })), "collector");
  expect([within({}), within({ restartPolicy: "Always" })]).toEqual([false, true]);
});

test.each([
  ["a/b:10.4.0", [10, 4, 0]],
  ["a/b:v1.3.0-abc", [1, 3, 0]],
  ["a/b:8.19@sha256:00", [8, 19, 0]],
  ["host:5000/a/b", undefined],
  ["a/b:latest", undefined],
])("the version of %s is %o", (image, version) => {
  expect(versionOf(image)).toEqual(version);
});

test("versions are compared by number", () => {
  expect([
    isSince([10, 4], [10, 10]),
    isSince([11], [10, 4]),
    isSince([8, 19, 2], [8, 19]),
  ]).toEqual([false, true, true]);
});
