import { expect, test } from "vitest";
import { broken, findingsIn, platform } from "../../testing";
import { grpcPortIsNamed } from "./grpc-port-is-named";

test.each(["uat", "prod"] as const)("finds nothing in the valid platform %s", (fixture) => {
  expect(findingsIn(grpcPortIsNamed, platform(fixture))).toEqual([]);
});

test("finds what is wrong in its bad example", () => {
  expect(findingsIn(grpcPortIsNamed, grpcPortIsNamed.bad)).toEqual([
    "Service oap: port agents speaks gRPC; set appProtocol: grpc",
  ]);
  expect(findingsIn(grpcPortIsNamed, grpcPortIsNamed.good)).toEqual([]);
});

test("finds what is broken in the valid platform", () => {
  expect(
    findingsIn(
      grpcPortIsNamed,
      broken("Service skywalking-oap", ({ spec }) => {
        spec.ports[0].name = "agents";
        delete spec.ports[0].appProtocol;
      }),
    ),
  ).toEqual(["Service skywalking-oap: port agents speaks gRPC; set appProtocol: grpc"]);
});
