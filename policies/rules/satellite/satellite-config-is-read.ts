import { list } from "../../objects";
import { running } from "../../read/products";
import { valueOf } from "../../read/variables";
import { each, rule } from "../../rule";
import { satelliteWith } from "./examples";

const mount = (mountPath: string) => ({
  container: { volumeMounts: [{ name: "config", mountPath }] },
});

export const satelliteConfigIsRead = rule({
  name: "satellite-config-is-read",
  family: "satellite",
  scope: "resource",
  severity: "high",
  title: "A configuration file of Satellite lies where it is read",
  why: "The image reads /skywalking/configs/satellite_config.yaml; in /skywalking/config, as the chart has it, nothing does.",
  remedy: "mount it under /skywalking/configs, or name it in SATELLITE_CONFIG",
  source: "https://github.com/apache/skywalking-satellite/blob/v1.3.0/docker/Dockerfile",
  bad: [satelliteWith({}, mount("/skywalking/config/satellite_config.yaml"))],
  good: [satelliteWith({}, mount("/skywalking/configs/satellite_config.yaml"))],
  check: (object) =>
    each(running(object, "satellite"), ({ title, spec }) =>
      list(spec.volumeMounts)
        .map(({ mountPath }) => String(mountPath))
        .filter(
          (path) =>
            /^\/skywalking\/config(\/|$)/.test(path) &&
            !(valueOf(spec, "SATELLITE_CONFIG") ?? "").startsWith(path),
        )
        .map((path) => `${title} mounts ${path}, where nothing is read; give /skywalking/configs`),
    ),
});
