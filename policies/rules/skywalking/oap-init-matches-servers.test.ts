import { expect, test } from "vitest";
import type { Manifest } from "../../objects";
import { broken, findingsIn, platform } from "../../testing";
import { oapInitMatchesServers } from "./oap-init-matches-servers";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapInitMatchesServers, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapInitMatchesServers, oapInitMatchesServers.bad)).toEqual([
    "Job oap-init: container oap: SW_STORAGE_DAY_STEP is not that of Deployment oap",
  ]);
  expect(findingsIn(oapInitMatchesServers, oapInitMatchesServers.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapInitMatchesServers,
      broken("Job skywalking-oap-init-3b864bed", ({ spec }) => {
        const { env } = spec.template.spec.containers[0];
        env.find(({ name }: Manifest) => name === "SW_STORAGE_ES_INDEX_REPLICAS_NUMBER").value =
          "0";
      }),
    ),
  ).toEqual([
    "Job skywalking-oap-init-3b864bed: container oap: SW_STORAGE_ES_INDEX_REPLICAS_NUMBER is not that of Deployment skywalking-oap",
  ]);
  expect(
    findingsIn(
      oapInitMatchesServers,
      broken(
        "Job skywalking-oap-init-3b864bed",
        ({ spec }) =>
          (spec.template.spec.containers[0].image =
            "docker.io/apache/skywalking-oap-server:10.1.0"),
      ),
    ),
  ).toEqual([
    "Job skywalking-oap-init-3b864bed: container oap runs docker.io/apache/skywalking-oap-server:10.1.0, and Deployment skywalking-oap runs docker.io/apache/skywalking-oap-server:10.4.0@sha256:92a6a80b0005f3b6921ef28698bbff28fb09d3048a4142bce0b1e93fe2c672ac",
  ]);
});
