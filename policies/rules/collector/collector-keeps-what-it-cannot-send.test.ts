import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { collectorKeepsWhatItCannotSend } from "./collector-keeps-what-it-cannot-send";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(collectorKeepsWhatItCannotSend, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(collectorKeepsWhatItCannotSend, collectorKeepsWhatItCannotSend.bad)).toEqual([
    "Deployment collector: container collector: exporter otlp has no queue",
  ]);
  expect(findingsIn(collectorKeepsWhatItCannotSend, collectorKeepsWhatItCannotSend.good)).toEqual(
    [],
  );
});
