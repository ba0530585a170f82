import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { satelliteWith } from "../satellite/examples";
import { oapWith } from "./examples";

const SERVER = oapWith({ SW_CORE_GRPC_MAX_CONCURRENT_CALL: "8" });

export const oapCallsFitSatellite = rule({
  name: "oap-calls-fit-satellite",
  family: "skywalking",
  scope: "stack",
  severity: "low",
  title: "OAP takes as many calls of a connection as Satellite has partitions",
  why: "With fewer, partitions wait for each other; with more, nothing is gained.",
  remedy: "set SW_CORE_GRPC_MAX_CONCURRENT_CALL to SATELLITE_QUEUE_PARTITION",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/docs/en/setup/performance/als-load-balance/README.md",
  bad: [SERVER, satelliteWith({})],
  good: [SERVER, satelliteWith({ SATELLITE_QUEUE_PARTITION: "8" })],
  check: (object, { stack }) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const calls = Number(valueOf(spec, "SW_CORE_GRPC_MAX_CONCURRENT_CALL") ?? 0);
      if (calls === 0) return [];
      return stack.pods
        .flatMap(({ of }) =>
          running(of, "satellite").map((satellite) => ({
            of,
            partitions: satelliteSettings(satellite, of, stack).number(
              "SATELLITE_QUEUE_PARTITION",
              4,
            ),
          })),
        )
        .filter(({ partitions }) => partitions !== calls)
        .map(
          ({ of, partitions }) =>
            `${title}: SW_CORE_GRPC_MAX_CONCURRENT_CALL is ${calls}, and ${of.title} has ${partitions} partitions`,
        );
    }),
});
