import { expect, test } from "vitest";
import { knownNameChecks, OAP_VERSIONS, reads, versionChecks } from "./versions";

test("two versions are accepted", () => {
  expect(OAP_VERSIONS).toEqual(["10.1.0", "10.4.0"]);
  for (const version of OAP_VERSIONS) expect(versionChecks(version)).toEqual([true]);
  expect(versionChecks("10.3.0")).toEqual([
    { field: "version", got: "10.3.0", want: "one of 10.1.0, 10.4.0" },
  ]);
});

test.each([
  ["10.1.0", "SW_TRACEQL", false],
  ["10.4.0", "SW_TRACEQL", true],
  ["10.1.0", "SW_STORAGE_H2_URL", true],
  ["10.4.0", "SW_STORAGE_H2_URL", false],
  ["10.4.0", "SW_STORAGE_BANYANDB_ZIPKIN_TRACE_TTL_DAYS", true],
  ["10.4.0", "SW_STORAGE_BANYANDB_PROPERTY_TTL_DAYS", false],
  ["10.4.0", "SW_OAP_JAVA_OPTS", false],
  ["9.7.0", "SW_CLUSTER", false],
])("OAP %s reads %s: %s", (version, name, known) => {
  expect(reads(version, name)).toBe(known);
});

test("a name with a typing error is refused with the nearest one", () => {
  expect(knownNameChecks(["SW_KAFKA_FETCHER_SERVER"], "10.4.0")).toEqual([
    {
      field: "env.SW_KAFKA_FETCHER_SERVER",
      got: "unknown to OAP 10.4.0",
      want: "SW_KAFKA_FETCHER_SERVERS, if that is meant",
    },
  ]);
});

test("a name that is like no other is refused without a guess", () => {
  expect(knownNameChecks(["SW_WHATEVER"], "10.1.0")).toEqual([
    {
      field: "env.SW_WHATEVER",
      got: "unknown to OAP 10.1.0",
      want: "a name of its application.yml",
    },
  ]);
});

test("names that do not begin with SW_ are the user's own", () => {
  expect(knownNameChecks(["HTTPS_PROXY", "K8S_SERVICE_NAME_RULE"], "10.4.0")).toEqual([true, true]);
});
