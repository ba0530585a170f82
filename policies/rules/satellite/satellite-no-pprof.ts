import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

export const satelliteNoPprof = rule({
  name: "satellite-no-pprof",
  family: "satellite",
  scope: "stack",
  severity: "high",
  from: "uat",
  title: "Satellite does not offer its profiles to everybody",
  why: "By default pprof listens at :6060, where anybody may read its memory.",
  remedy: "set SATELLITE_TELEMETRY_EXPORT_TYPE to prometheus or prometheus,metrics_service",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml",
  bad: [satelliteWith({})],
  good: [satelliteWith({ SATELLITE_TELEMETRY_EXPORT_TYPE: "prometheus" })],
  check: (object, { stack }) =>
    each(running(object, "satellite"), (satellite) => {
      const settings = satelliteSettings(satellite, object, stack);
      const types = settings.text("SATELLITE_TELEMETRY_EXPORT_TYPE") ?? "prometheus,pprof";
      return when(
        types
          .split(",")
          .map((type) => type.trim())
          .includes("pprof"),
        `${satellite.title}: ${settings.called("SATELLITE_TELEMETRY_EXPORT_TYPE")} is ${types}; leave pprof out`,
      );
    }),
});
