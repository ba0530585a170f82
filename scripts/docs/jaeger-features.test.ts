import { describe, expect, test } from "vitest";
import { Claims } from "./claims";
import { FEATURES, jaegerFeaturesPage, sourcesOfClaims } from "./jaeger-features";

const claims = new Claims(sourcesOfClaims());
const rows = Object.values(FEATURES).flat();

test("every argument and output that the page claims is there", () => {
  const claimed = rows.flatMap(({ ours }) => ("no" in ours ? [] : [...ours]));
  expect(claimed.map((claim) => claims.fault(claim)).filter(Boolean)).toEqual([]);
  expect(claimed.length).toBeGreaterThan(100);
});

test("no feature is told twice, and nothing is left open", () => {
  const names = rows.map(({ feature }) => feature);
  expect(new Set(names).size).toBe(names.length);
  for (const { chart4, chart3, operator } of rows)
    expect([chart4, chart3, operator]).not.toContain("");
});

describe("what is not there is told", () => {
  test.each([
    ["JaegerPainter", "JaegerPainter: nothing exports JaegerPainter"],
    ["JaegerIndexCare.colour", "JaegerIndexCare.colour: JaegerIndexCare has no colour"],
    [
      "JaegerIndexCare.rollover.maxYears",
      "JaegerIndexCare.rollover.maxYears: JaegerIndexCare.rollover has no maxYears",
    ],
    [
      "JaegerMonitoring.scraping(telepathy)",
      "JaegerMonitoring.scraping(telepathy): scraping has no kind telepathy",
    ],
    [
      "JaegerMonitoring.scraping(none).labels",
      "JaegerMonitoring.scraping(none).labels: JaegerMonitoring.scraping(none) has no labels",
    ],
    ["scrapeAnnotations.colour", "scrapeAnnotations.colour: scrapeAnnotations has no colour"],
  ])("%s", (claim, fault) => {
    expect(claims.fault(claim)).toBe(fault);
  });
});

test("a row has the others' words, and ours as paths or a reason", () => {
  const page = jaegerFeaturesPage();
  expect(page).toContain(
    "| Base path | by `userconfig` | `query.basePath` | `query.options` | `JaegerQuery.basePath` |",
  );
  expect(page).toContain(
    "| A program for a try | – | `hotrod` | – | no: `make demo` shows real traces |",
  );
});
