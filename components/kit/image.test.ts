import { expect, test } from "vitest";
import { imageOf, pullSecretsOf } from "./image";

test("an image comes from its public registry, pulled once a node", () => {
  expect(imageOf("docker.io/apache/skywalking-ui", "10.4.0")).toEqual({
    image: "docker.io/apache/skywalking-ui:10.4.0",
    imagePullPolicy: "IfNotPresent",
  });
});

test.each([
  ["docker.io/apache/skywalking-ui", "registry.example.com/mirror/apache/skywalking-ui:1"],
  [
    "docker.elastic.co/elasticsearch/elasticsearch",
    "registry.example.com/mirror/elasticsearch/elasticsearch:1",
  ],
])("a mirror replaces the registry of %s and keeps the path", (repository, image) => {
  const images = { registry: "registry.example.com/mirror", pullPolicy: "Always" } as const;
  expect(imageOf(repository, "1", images)).toEqual({ image, imagePullPolicy: "Always" });
});

test("pull secrets are named only when there are any", () => {
  expect(pullSecretsOf()).toEqual({});
  expect(pullSecretsOf({ pullSecrets: [] })).toEqual({});
  expect(pullSecretsOf({ pullSecrets: ["registry", "mirror"] })).toEqual({
    imagePullSecrets: [{ name: "registry" }, { name: "mirror" }],
  });
});
