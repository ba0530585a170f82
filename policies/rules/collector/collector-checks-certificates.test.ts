import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorChecksCertificates } from "./collector-checks-certificates";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(collectorChecksCertificates, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorChecksCertificates, collectorChecksCertificates.bad)).toEqual([
    "Deployment collector: container collector: exporters.otlp.tls.insecure is true",
  ]);
  expect(findingsIn(collectorChecksCertificates, collectorChecksCertificates.good)).toEqual([]);
});
