import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorChecksCertificates } from "./collector-checks-certificates";

test.each(["prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorChecksCertificates, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorChecksCertificates, collectorChecksCertificates.bad)).toEqual([
    "Deployment collector: container collector: exporters.otlp.tls.insecure is true",
  ]);
  expect(findingsIn(collectorChecksCertificates, collectorChecksCertificates.good)).toEqual([]);
});
