import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { oapVariableExists } from "./oap-variable-exists";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(oapVariableExists, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(oapVariableExists, oapVariableExists.bad)).toEqual([
    "Deployment oap: container oap: OAP 10.4 does not read SW_CORE_RECORD_DATA_TLL; give SW_CORE_RECORD_DATA_TTL, if that is meant",
  ]);
  expect(findingsIn(oapVariableExists, oapVariableExists.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      oapVariableExists,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({
          name: "SW_KAFKA_FETCHER_SERVER",
          value: "kafka.tracing.svc:9092",
        }),
      ),
    ),
  ).toEqual([
    "Deployment skywalking-oap: container oap: OAP 10.4 does not read SW_KAFKA_FETCHER_SERVER; give SW_KAFKA_FETCHER_SERVERS, if that is meant",
  ]);
  expect(
    findingsIn(
      oapVariableExists,
      broken("Deployment skywalking-oap", ({ spec }) =>
        spec.template.spec.containers[0].env.push({ name: "SW_WHATEVER", value: "1" }),
      ),
    ),
  ).toEqual(["Deployment skywalking-oap: container oap: OAP 10.4 does not read SW_WHATEVER"]);
});
