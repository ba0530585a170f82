import { list } from "../../objects";
import { running } from "../../read/products";
import { each, rule } from "../../rule";
import { elasticsearchWith } from "./examples";

const HOME = "/usr/share/elasticsearch";
const WRITTEN = ["/tmp", `${HOME}/config`, `${HOME}/data`, `${HOME}/logs`];
const READ_ONLY = { securityContext: { readOnlyRootFilesystem: true } };
const MOUNTS = WRITTEN.map((mountPath, index) => ({ name: `volume-${index}`, mountPath }));

export const elasticsearchWritesWhereItMay = rule({
  name: "elasticsearch-writes-where-it-may",
  family: "elasticsearch",
  scope: "resource",
  severity: "high",
  title: "With a read-only image, Elasticsearch may write its config, data, logs and /tmp",
  why: "It makes its keystore in config at the start, and its script needs /tmp: else it ends at once.",
  remedy: `mount volumes at ${WRITTEN.join(", ")}`,
  source: "https://github.com/elastic/elasticsearch/issues/119341",
  bad: elasticsearchWith({ container: READ_ONLY }),
  good: elasticsearchWith({ container: { ...READ_ONLY, volumeMounts: MOUNTS } }),
  check: (object) =>
    each(running(object, "elasticsearch"), ({ title, spec, pod }) => {
      if (pod.isOperated || spec.securityContext?.readOnlyRootFilesystem !== true) return [];
      const writable = list(spec.volumeMounts)
        .filter(({ readOnly }) => readOnly !== true)
        .map(({ mountPath }) => String(mountPath));
      return WRITTEN.filter((path) => !writable.includes(path)).map(
        (path) => `${title} cannot write ${path}: nothing that may be written is mounted there`,
      );
    }),
});
