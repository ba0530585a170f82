import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { each, rule } from "../../rule";
import { satelliteWith } from "./examples";

export const satelliteLimitIsItsOwn = rule({
  name: "satellite-limit-is-its-own",
  family: "satellite",
  scope: "stack",
  severity: "medium",
  title: "Satellite refuses no connection because its node is busy",
  why: "SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION measures the whole node, with the pods of everybody else.",
  remedy:
    "set SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION to 101, and scale by the CPU of the pods",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/server/grpc/server_limiter.go",
  bad: [satelliteWith({})],
  good: [satelliteWith({ SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION: "101" })],
  check: (object, { stack }) =>
    each(running(object, "satellite"), (satellite) => {
      const settings = satelliteSettings(satellite, object, stack);
      const limit = settings.number("SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION", 75);
      const name = settings.called("SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION");
      return limit < 100
        ? [`${satellite.title}: ${name} is ${limit}, and measures the node; give 101`]
        : [];
    }),
});
