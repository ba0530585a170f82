import { expect, test } from "vitest";
import { spokenIn, spokenOn } from "./settings";

test("reads YAML and JSON by key, without comments", () => {
  const yaml = "# old: es:9200\nserver:\n  urls: [https://es:9200]\n  port: 9200\n";
  expect(spokenIn("config.yaml", yaml)).toEqual([{ key: "urls", value: "https://es:9200" }]);
  expect(spokenIn("a.json", '{"a":{"b":"c"}}')).toEqual([{ key: "b", value: "c" }]);
});

test("reads nginx.conf by directive", () => {
  expect(spokenIn("nginx.conf", "upstream oap { server oap:11800 resolve; } # es:9200")).toEqual([
    { key: "upstream", value: "oap" },
    { key: "server", value: "oap:11800" },
    { key: "server", value: "resolve" },
  ]);
});

test("reads properties by line, and YAML without an ending", () => {
  expect(spokenIn("agent.properties", "# no\nbackend=oap:11800\n")).toEqual([
    { key: "backend", value: "oap:11800" },
  ]);
  expect(spokenIn("mesh", "defaultConfig: { address: oap:11800 }")).toEqual([
    { key: "address", value: "oap:11800" },
  ]);
});

test("takes a file that is not well formed as one text", () => {
  expect(spokenIn("config.yaml", "a: [")).toEqual([{ key: "", value: "a: [" }]);
});

test("reads flags with and without an equals sign", () => {
  expect(spokenOn(["--a=b", "--c", "d", "e"])).toEqual([
    { key: "a", value: "b" },
    { key: "", value: "--c" },
    { key: "c", value: "d" },
    { key: "", value: "e" },
  ]);
});
