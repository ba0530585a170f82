import { expect, test } from "vitest";
import { findingsIn, platform } from "../../testing";
import { oapCallsFitSatellite } from "./oap-calls-fit-satellite";

test.each(["local", "uat", "prod"])("finds nothing in the real platform %s", (environment) => {
  expect(findingsIn(oapCallsFitSatellite, platform(environment))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapCallsFitSatellite, oapCallsFitSatellite.bad)).toEqual([
    "Deployment oap: container oap: SW_CORE_GRPC_MAX_CONCURRENT_CALL is 8, and Deployment satellite has 4 partitions",
  ]);
  expect(findingsIn(oapCallsFitSatellite, oapCallsFitSatellite.good)).toEqual([]);
});
