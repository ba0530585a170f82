import { list, type Manifest, podsOf } from "../../objects";
import { runningIn } from "../../read/products";
import { each, rule, when } from "../../rule";
import { elasticsearchWith } from "./examples";

const DATA = "/usr/share/elasticsearch/data";
const MOUNT = { volumeMounts: [{ name: "data", mountPath: DATA }] };
const CLAIM = {
  metadata: { name: "data" },
  spec: { resources: { requests: { storage: "200Gi" } } },
};

export const elasticsearchKeepsItsData = rule({
  name: "elasticsearch-keeps-its-data",
  family: "elasticsearch",
  scope: "resource",
  severity: "critical",
  from: "uat",
  title: "The data of Elasticsearch lies on claims that outlive its pods",
  why: "An emptyDir is gone with its pod, and a policy Delete takes all traces away with the StatefulSet.",
  remedy:
    "mount a volumeClaimTemplate at /usr/share/elasticsearch/data, and set persistentVolumeClaimRetentionPolicy to Retain",
  source:
    "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention",
  bad: elasticsearchWith({ container: MOUNT, pod: { volumes: [{ name: "data", emptyDir: {} }] } }),
  good: elasticsearchWith({ container: MOUNT, set: { volumeClaimTemplates: [CLAIM] } }),
  check: (object) =>
    each(podsOf(object), (pod) => {
      if (pod.isOperated || pod.kind === "ends") return [];
      const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy: policy } =
        object.manifest.spec;
      const claims = [
        ...list(volumeClaimTemplates).map(({ metadata }): unknown => metadata?.name),
        ...list(pod.spec.volumes)
          .filter(lasts)
          .map(({ name }): unknown => name),
      ];
      return runningIn(pod, "elasticsearch").flatMap(({ title, spec }) => {
        const mount = list(spec.volumeMounts).find(({ mountPath }) => String(mountPath) === DATA);
        return [
          ...when(
            !claims.includes(mount?.name),
            `${title}: what is mounted at ${DATA} is no claim`,
          ),
          ...["whenDeleted", "whenScaled"].flatMap((moment) =>
            when(
              policy?.[moment] === "Delete",
              `persistentVolumeClaimRetentionPolicy.${moment} is Delete; give Retain`,
            ),
          ),
        ];
      });
    }),
});

function lasts({ persistentVolumeClaim, ephemeral }: Manifest): boolean {
  return Boolean(persistentVolumeClaim) && !ephemeral;
}
