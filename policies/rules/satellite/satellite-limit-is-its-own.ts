import { running } from "../../read/products";
import { numberOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { satelliteWith } from "./examples";

export const satelliteLimitIsItsOwn = rule({
  name: "satellite-limit-is-its-own",
  family: "satellite",
  scope: "resource",
  severity: "medium",
  title: "Satellite refuses no connection because its node is busy",
  why: "SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION measures the whole node, with the pods of everybody else.",
  remedy:
    "set SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION to 101, and scale by the CPU of the pods",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/plugins/server/grpc/server_limiter.go",
  bad: [satelliteWith({})],
  good: [satelliteWith({ SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION: "101" })],
  check: (object) =>
    each(running(object, "satellite"), ({ title, spec }) => {
      const limit = numberOf(spec, "SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION", 75);
      return limit < 100
        ? [
            `${title}: SATELLITE_GRPC_ACCEPT_LIMIT_CPU_UTILIZATION is ${limit}, and measures the node; give 101`,
          ]
        : [];
    }),
});
