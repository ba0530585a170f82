import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapTracesAreReplicated } from "./oap-traces-are-replicated";

test("finds nothing in the valid platform", () => {
  expect(findingsIn(oapTracesAreReplicated, platform())).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapTracesAreReplicated, oapTracesAreReplicated.bad)).toEqual([
    "Deployment oap: container oap: SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER is 0; give 1 or more",
  ]);
  expect(findingsIn(oapTracesAreReplicated, oapTracesAreReplicated.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapTracesAreReplicated,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(
          ({ name }: Manifest) => name === "SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER",
        ).value = "0";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_SUPER_DATASET_INDEX_REPLICAS_NUMBER is 0; give 1 or more",
  ]);
  expect(
    findingsIn(
      oapTracesAreReplicated,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_INDEX_REPLICAS_NUMBER").value =
          "3";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE_ES_INDEX_REPLICAS_NUMBER is 3, and there are 3 nodes",
  ]);
});
