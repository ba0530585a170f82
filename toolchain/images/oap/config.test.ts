import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import known from "../../../components/oap/data/env-10.1.0.json";
import { OAL_FILES } from "./oal";

const CONFIG = join(__dirname, "config");
const application = readFileSync(join(CONFIG, "application.yml"), "utf8");

test("application.yml reads every variable that OAP 10.1.0 knows, and no other", () => {
  const read = [...application.matchAll(/\$\{(\w+):/g)].map(([, name]) => name);
  expect([...new Set(read)].sort()).toEqual([...known.names].sort());
});

test("every rule file that is on by default is there", () => {
  const value = (name: string) =>
    new RegExp(`\\$\\{${name}:"?([^}"]*)"?\\}`).exec(application)?.[1] ?? "?";
  const rules = (variable: string) => value(variable).split(",").filter(Boolean);
  const there = (folder: string) =>
    readdirSync(join(CONFIG, folder)).map((file) => file.replace(/\.ya?ml$/, ""));
  expect(rules("SW_METER_ANALYZER_ACTIVE_FILES")).toEqual(there("meter-analyzer-config"));
  expect(rules("SW_LOG_LAL_FILES")).toEqual(there("lal"));
  expect(rules("SW_OTEL_RECEIVER_ENABLED_OTEL_METRICS_RULES")).toEqual(there("otel-rules"));
  expect(rules("SW_LOG_MAL_FILES")).toEqual([]);
  expect(rules("SW_RECEIVER_TELEGRAF_ACTIVE_FILES")).toEqual([]);
});

test("every file is YAML", () => {
  const files = readdirSync(CONFIG, { recursive: true, encoding: "utf8" });
  const yaml = files.filter((file) => /\.ya?ml$/.test(file));
  expect(yaml).toContain("application.yml");
  for (const file of yaml) expect(parse(readFileSync(join(CONFIG, file), "utf8"))).toBeTruthy();
});

test("OAL has a script for every module, with the official names of metrics", () => {
  expect(Object.keys(OAL_FILES).sort()).toEqual([
    "browser.oal",
    "cilium.oal",
    "core.oal",
    "disable.oal",
    "dotnet-agent.oal",
    "ebpf.oal",
    "java-agent.oal",
    "mesh.oal",
    "tcp.oal",
  ]);
  const core = OAL_FILES["core.oal"] ?? "";
  expect(core.split("\n").slice(0, 6)).toEqual([
    "service_cpm = from(Service.*).cpm();",
    "service_resp_time = from(Service.latency).longAvg();",
    "service_sla = from(Service.*).percent(status == true);",
    "service_percentile = from(Service.latency).percentile2(10);",
    "service_apdex = from(Service.latency).apdex(name, status);",
    "service_instance_cpm = from(ServiceInstance.*).cpm();",
  ]);
  expect(core).toContain(
    "service_relation_server_cpm = from(ServiceRelation.*).filter(detectPoint == DetectPoint.SERVER).cpm();\n",
  );
});

test("no metric is made twice", () => {
  const metrics = Object.values(OAL_FILES)
    .flatMap((text) => text.split("\n"))
    .map((line) => line.split(" = ")[0])
    .filter((name) => name !== undefined && /^[a-z]/.test(name));
  expect(metrics.length).toBe(new Set(metrics).size);
});
