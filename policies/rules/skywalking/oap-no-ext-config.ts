import { list } from "../../objects";
import { running } from "../../read/products";
import { each, rule } from "../../rule";
import { oapWith } from "./examples";

const READ_ONLY = { securityContext: { readOnlyRootFilesystem: true } };

export const oapNoExtConfig = rule({
  name: "oap-no-ext-config",
  family: "skywalking",
  scope: "resource",
  severity: "high",
  title: "With a read-only image, files for OAP are mounted where it reads them",
  why: "The start script copies /skywalking/ext-config into the image, which it may not write, and ends.",
  remedy: "mount each file at /skywalking/config/<file> with subPath",
  source: "https://github.com/apache/skywalking/blob/v10.4.0/docker/oap/docker-entrypoint.sh",
  bad: [
    oapWith(
      {},
      {
        container: {
          ...READ_ONLY,
          volumeMounts: [{ name: "alarms", mountPath: "/skywalking/ext-config" }],
        },
      },
    ),
  ],
  good: [
    oapWith(
      {},
      {
        container: {
          ...READ_ONLY,
          volumeMounts: [
            {
              name: "alarms",
              mountPath: "/skywalking/config/alarm-settings.yml",
              subPath: "alarm-settings.yml",
            },
          ],
        },
      },
    ),
  ],
  check: (object) =>
    each(running(object, "oap"), ({ title, spec }) => {
      const mounts = list(spec.volumeMounts).map(({ mountPath }) => String(mountPath));
      const isWritable =
        spec.securityContext?.readOnlyRootFilesystem !== true ||
        mounts.includes("/skywalking/config");
      return mounts
        .filter((path) => !isWritable && path.startsWith("/skywalking/ext-config"))
        .map(
          (path) =>
            `${title} mounts ${path}, which is copied into a read-only image; give /skywalking/config/<file>`,
        );
    }),
});
