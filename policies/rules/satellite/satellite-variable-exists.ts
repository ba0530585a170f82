import { list } from "../../objects";
import { nearest } from "../../parse/nearest";
import { running, versionOf } from "../../read/products";
import { each, rule } from "../../rule";
import satellite13 from "./data/satellite-1.3.0.json";
import { satelliteWith } from "./examples";

const NAMES: ReadonlySet<string> = new Set(satellite13.names);

const NONE: readonly string[] = [];

export const satelliteVariableExists = rule({
  name: "satellite-variable-exists",
  family: "satellite",
  scope: "resource",
  severity: "high",
  settings: { own: NONE },
  meaning: {
    own: "variables beginning with SATELLITE_ that a mounted configuration file of your own reads",
  },
  title: "Satellite reads every SATELLITE_ variable that it is given",
  why: "A misspelt name has no effect and no message.",
  remedy: "use a name of satellite_config.yaml of that version",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/configs/satellite_config.yaml",
  bad: [satelliteWith({ SATELLITE_QUEUE_PARTITIONS: "8" })],
  good: [satelliteWith({ SATELLITE_QUEUE_PARTITION: "8" })],
  check: (object, { settings }) =>
    each(running(object, "satellite"), ({ title, spec }) => {
      if (versionOf(spec.image)?.slice(0, 2).join(".") !== "1.3") return [];
      return list(spec.env)
        .map(({ name }) => String(name))
        .filter(
          (name) =>
            name.startsWith("SATELLITE_") && !NAMES.has(name) && !settings.own.includes(name),
        )
        .map((name) => {
          const close = nearest(name, [...NAMES]);
          return `${title}: Satellite 1.3 does not read ${name}${close === undefined ? "" : `; give ${close}, if that is meant`}`;
        });
    }),
});
