import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapShardsFit } from "./oap-shards-fit";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapShardsFit, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapShardsFit, oapShardsFit.bad)).toEqual([
    "Deployment oap: container oap: the indexes of its days have 1464 shards, and 1 nodes take 800 of it",
  ]);
  expect(findingsIn(oapShardsFit, oapShardsFit.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapShardsFit,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_STORAGE_ES_INDEX_SHARDS_NUMBER",
          value: "50",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: the indexes of its days have 19900 shards, and 3 nodes take 2400 of it",
  ]);
});
