import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layerKey } from "./layers";
import { archiveName } from "./record";
import { RECIPES } from "./recipes";

const GOLDEN = join(__dirname, "..", "..", "stacks", "golden", "e2e.yaml");
const names = RECIPES.map(({ name }) => name);

test("every image that environment e2e asks for has a recipe", () => {
  const asked = [...readFileSync(GOLDEN, "utf8").matchAll(/^\s*-? ?image: (\S+)$/gm)].map(
    ([, image]) => image ?? "",
  );
  expect([...new Set(asked)].sort()).toEqual([
    "docker.elastic.co/elasticsearch/elasticsearch:7.17.29",
    "docker.io/apache/skywalking-oap-server:10.1.0",
    "docker.io/jaegertracing/jaeger-es-index-cleaner:2.13.0",
    "docker.io/jaegertracing/jaeger:2.13.0",
    "docker.io/otel/opentelemetry-collector-k8s:0.111.0",
  ]);
  expect(names).toEqual(expect.arrayContaining(asked));
});

test("names are whole, and no two images share a file", () => {
  for (const name of names) expect(name).toMatch(/^[a-z0-9.]+\/[a-z0-9-/]+:[\w.-]+$/);
  expect(new Set(names.map(archiveName)).size).toBe(names.length);
});

test("layers of one name are the same layer", () => {
  const keys = new Map<string, string>();
  for (const layer of RECIPES.flatMap(({ layers }) => layers)) {
    expect(keys.get(layer.name) ?? layerKey(layer)).toBe(layerKey(layer));
    keys.set(layer.name, layerKey(layer));
  }
});

test("only images whose official ones do so start as root", () => {
  const roots = RECIPES.filter(({ start }) => start.user === undefined);
  expect(roots.map(({ name }) => name)).toEqual([
    "docker.io/apache/skywalking-oap-server:10.1.0",
    "docker.io/library/nginx:1.22.1",
  ]);
  for (const { start } of RECIPES) expect(start.user ?? "0:0").toMatch(/^\d+:\d+$/);
});
