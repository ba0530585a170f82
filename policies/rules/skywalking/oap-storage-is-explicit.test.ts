import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapStorageIsExplicit } from "./oap-storage-is-explicit";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapStorageIsExplicit, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapStorageIsExplicit, oapStorageIsExplicit.bad)).toEqual([
    "Deployment oap: container oap: SW_STORAGE is not set",
  ]);
  expect(findingsIn(oapStorageIsExplicit, oapStorageIsExplicit.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapStorageIsExplicit,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE").value = "";
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: SW_STORAGE is empty"]);
  expect(
    findingsIn(
      oapStorageIsExplicit,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(({ name }: Manifest) => name !== "SW_STORAGE");
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: SW_STORAGE is not set"]);
  expect(
    findingsIn(
      oapStorageIsExplicit,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE").value = "h2";
      }),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: SW_STORAGE is h2; give one of elasticsearch, banyandb, mysql, postgresql",
  ]);
  expect(
    findingsIn(
      oapStorageIsExplicit,
      broken("Deployment skywalking-oap", ({ spec }) => {
        const [container] = spec.template.spec.containers;
        container.env = container.env.filter(
          ({ name }: Manifest) => name !== "SW_STORAGE_ES_CLUSTER_NODES",
        );
      }),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: SW_STORAGE_ES_CLUSTER_NODES is not set"]);
});
