import { expect, test } from "vitest";
import { configTable } from "./table";

const TABLES = configTable();
const field = (title: string, path: string) =>
  TABLES.find((table) => table.title === title)?.fields.find((one) => one.path === path);

test("the platform comes first, then the parts that stand in several places", () => {
  expect(TABLES.map(({ title }) => title)).toEqual([
    "platform",
    "CaBundle",
    "Callers",
    "Certificate",
    "Credentials",
    "Exposure",
    "JaegerScale",
    "OapExposure",
    "Resources",
    "Scale",
    "SecretKey",
  ]);
});

test("a field has its path, type, default and meaning", () => {
  expect(field("platform", "skywalking.oap.retention.recordsDays")).toEqual({
    path: "skywalking.oap.retention.recordsDays",
    type: "whole number",
    required: false,
    default: "3",
    description: "Days that traces and logs are kept.",
  });
  expect(field("platform", "cluster.context")).toEqual({
    path: "cluster.context",
    type: "text",
    required: true,
    description: "Context of the kubeconfig; never its current one by accident.",
  });
});

test.each([
  ["platform", "skywalking.oap.resources", "Resources"],
  ["platform", "skywalking.oap.heap", "memory"],
  ["platform", "skywalking.oap.reaches", "list of host:port"],
  ["platform", "skywalking.oap.agentToken", "{ config: agentToken }"],
  ["platform", "skywalking.version", "one of 10.1.0 or 10.4.0"],
  ["platform", "skywalking.storage", "one of elasticsearch, banyandb, postgresql or mysql"],
  ["platform", "skywalking.storage(elasticsearch)", "choice"],
  ["platform", "skywalking.storage(elasticsearch).server(native).volume.size", "disk"],
  [
    "platform",
    "skywalking.storage(elasticsearch).settings",
    "map of text, number or true or false",
  ],
  ["platform", "skywalking.oap.alarms.rules.<name>.periodMinutes", "whole number"],
  ["platform", "placement.tolerations[].key", "text"],
  ["Callers", "[](cidrs).cidrs", "list of network"],
  ["Exposure", "(gateway).gateway.name", "text"],
])("in %s, %s is %s", (title, path, type) => {
  expect(field(title, path)?.type).toBe(type);
});

test("what has a name of its own is not taken apart", () => {
  expect(field("platform", "skywalking.oap.agentToken.config")).toBeUndefined();
  expect(field("platform", "skywalking.oap.exposure(nodePort).grpc")).toBeUndefined();
});

test("every field has a meaning, and every path stands once", () => {
  for (const { fields } of TABLES) {
    expect(fields.filter(({ description }) => description === "")).toEqual([]);
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
  }
});
