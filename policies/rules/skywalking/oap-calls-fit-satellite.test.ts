import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapCallsFitSatellite } from "./oap-calls-fit-satellite";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapCallsFitSatellite, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapCallsFitSatellite, oapCallsFitSatellite.bad)).toEqual([
    "Deployment oap: container oap: SW_CORE_GRPC_MAX_CONCURRENT_CALL is 8, and Deployment satellite has 4 partitions",
  ]);
  expect(findingsIn(oapCallsFitSatellite, oapCallsFitSatellite.good)).toEqual([]);
});
