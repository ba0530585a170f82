import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorWith } from "./examples";
import { collectorKeepsWhatItCannotSend } from "./collector-keeps-what-it-cannot-send";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(collectorKeepsWhatItCannotSend, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorKeepsWhatItCannotSend, collectorKeepsWhatItCannotSend.bad)).toEqual([
    "Deployment collector: container collector: exporter otlp has no queue",
  ]);
  expect(findingsIn(collectorKeepsWhatItCannotSend, collectorKeepsWhatItCannotSend.good)).toEqual(
    [],
  );
});

test.each(["loadbalancing", "load_balancing", "debug"])("asks %s for no queue", (name) => {
  const exporters = `${name}: { sending_queue: { enabled: false } }`;
  expect(findingsIn(collectorKeepsWhatItCannotSend, collectorWith({ exporters }))).toEqual([]);
});
