import { running } from "../../read/products";
import { valueOf, variable } from "../../read/variables";
import { each, rule, when } from "../../rule";
import { satelliteWith } from "./examples";

export const satelliteHasOwnName = rule({
  name: "satellite-has-own-name",
  family: "satellite",
  scope: "resource",
  severity: "medium",
  title: "Each Satellite reports its own metrics under the name of its pod",
  why: "By default all are satellite-instance: their metrics overwrite each other, and the autoscaler sees one of them.",
  remedy: "set SATELLITE_TELEMETRY_INSTANCE from metadata.name",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml",
  bad: [satelliteWith({})],
  good: [
    satelliteWith({ SATELLITE_TELEMETRY_INSTANCE: { fieldRef: { fieldPath: "metadata.name" } } }),
  ],
  check: (object) =>
    each(running(object, "satellite"), ({ title, spec }) => {
      const own = variable(spec, "SATELLITE_TELEMETRY_INSTANCE");
      const through = variable(
        spec,
        /^\$\((.*)\)$/.exec(valueOf(spec, "SATELLITE_TELEMETRY_INSTANCE") ?? "")?.[1] ?? "",
      );
      const isName = [own, through].some(
        (entry) => entry?.valueFrom?.fieldRef?.fieldPath === "metadata.name",
      );
      return when(!isName, `${title}: SATELLITE_TELEMETRY_INSTANCE is not metadata.name`);
    }),
});
