import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { exposure } from "./exposure";
import { address, cpu, disk, hostName, memory, namespaceName, objectName, text } from "./fields";
import { env, secretRef } from "./references";

const isTaken = (schema: z.ZodType) => (value: unknown) => schema.safeParse(value).success;
const cidr = (network: unknown) =>
  exposure.safeParse({ kind: "loadBalancer", sourceRanges: [network] }).success;

describe("what is taken, and what is refused", () => {
  test.each([
    {
      what: "memory",
      taken: isTaken(memory),
      good: ["512Mi", "1.5Gi", "2Gi"],
      bad: ["2GB", "2G", "2gi", "-1Gi", "0Mi", "Gi", " 2Gi", "2 Gi", "", 2, null, undefined],
    },
    {
      what: "cpu",
      taken: isTaken(cpu),
      good: ["500m", "2", "0.5", 2, 0.25],
      bad: ["2 cores", "2c", "-1", -1, 0, "0m", "", "m", true, Number.NaN, null],
    },
    { what: "disk", taken: isTaken(disk), good: ["20Gi", "1Ti"], bad: ["20Mi", "20", "20GB", 20] },
    {
      what: "address",
      taken: isTaken(address),
      good: ["es:9200", "es.example.com:9200", "172.16.16.129:31300", "[2001:db8::1]:9200"],
      bad: ["es", "es:", "es:0", "es:65536", "es:99999", "https://es:9200", ":9200", "es:9200/x"],
    },
    {
      what: "name of an object",
      taken: isTaken(objectName),
      good: ["a", "registry-pull-secret", "a.b", "0a", "a".repeat(253)],
      bad: ["A", "a_b", "-a", "a-", "", "a".repeat(254)],
    },
    {
      what: "name of a namespace",
      taken: isTaken(namespaceName),
      good: ["uat", "a-b", "a".repeat(63)],
      bad: ["a.b", "UAT", "a".repeat(64)],
    },
    {
      what: "host name",
      taken: isTaken(hostName),
      good: ["tracing.example.com", "localhost"],
      bad: ["https://tracing.example.com", "tracing.example.com:80", "a..b", ".a", "*.a"],
    },
    {
      what: "network",
      taken: cidr,
      good: ["10.0.0.0/8", "172.16.16.129/32", "2001:db8::/32"],
      bad: ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "any", ""],
    },
    { what: "text", taken: isTaken(text), good: ["a", " "], bad: ["", 1, null] },
    {
      what: "variables",
      taken: isTaken(env),
      good: [
        {},
        { SW_A: "1" },
        { A: "" },
        { A: { secret: { name: "s", key: "k" } } },
        { A: { field: "status.podIP" } },
      ],
      bad: [{ "A-B": "1" }, { A: 1 }, { A: { secret: "s" } }, { A: { field: "spec.nodeName" } }],
    },
    {
      what: "reference to a secret key",
      taken: isTaken(secretRef("agentToken")),
      good: [{ config: "agentToken" }, { config: "other2" }],
      bad: ["hunter2", { config: "" }, { config: "kube-tracing:x" }, { config: 1 }, {}],
    },
  ])("$what", ({ taken, good, bad }) => {
    expect(good.filter((value) => !taken(value))).toEqual([]);
    expect(bad.filter((value) => taken(value))).toEqual([]);
  });
});

test("an address comes apart into host and port", () => {
  expect(address.parse("es.example.com:9200")).toEqual({ host: "es.example.com", port: 9200 });
  expect(address.parse("[2001:db8::1]:443")).toEqual({ host: "[2001:db8::1]", port: 443 });
});

test("a CPU as a number becomes a quantity of Kubernetes", () => {
  expect([cpu.parse(2), cpu.parse(0.5), cpu.parse("500m")]).toEqual(["2", "0.5", "500m"]);
});
